// The platform's database gateway as wx-server-sdk talks to it, as far as the store needs it: insert
// and remove, with the answers of the real one, and failures on demand.

import http from 'node:http';

/** How the platform has reported an `_id` that exists. */
export const DUPLICATE_ANSWERS = [
  { code: 'DATABASE_DUPLICATE_WRITE', message: '[FailedOperation.DuplicateWrite] multiple write errors: [{write errors: [{E11000 duplicate key error collection: db.c index: _id_ dup key: { _id: "k" }}]}, {<nil>}]. ' },
  { code: 'DATABASE_REQUEST_FAILED', message: '[FailedOperation] E11000 duplicate key error collection: db.c index: _id_ dup key: { _id: "k" }' },
];

export async function startCloudGateway() {
  const rows = new Map();
  const state = { rows, duplicate: DUPLICATE_ANSWERS[0], failure: null, hang: false };
  const server = http.createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => { text += chunk; });
    request.on('end', () => {
      if (state.hang) return;
      const answer = state.failure ?? handle(state, JSON.parse(text));
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ requestId: 'gateway', ...answer }));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    state,
    url: `http://127.0.0.1:${server.address().port}/admin`,
    stop: () => { server.closeAllConnections(); return new Promise((resolve) => server.close(resolve)); },
  };
}

function handle(state, { action, collectionName, data, query }) {
  const { rows } = state;
  if (action === 'database.insertDocument') {
    const row = JSON.parse(data[0]);
    const id = `${collectionName}/${row._id}`;
    if (rows.has(id)) return state.duplicate;
    rows.set(id, row);
    return { data: { insertedIds: [row._id] } };
  }
  if (action === 'database.removeDocument') {
    const wanted = typeof query === 'string' ? JSON.parse(query) : query;
    let deleted = 0;
    for (const [id, row] of rows) {
      const matches = Object.entries(wanted).every(([name, value]) =>
        value?.$lt === undefined ? row[name] === value : plain(row[name]) < plain(value.$lt));
      if (matches && id.startsWith(`${collectionName}/`)) { rows.delete(id); deleted++; }
    }
    return { data: { deleted } };
  }
  return { code: 'INVALID_PARAM', message: `no such action: ${action}` };
}

/** A number as extended JSON writes it. */
function plain(value) {
  return typeof value === 'object' ? Number(Object.values(value)[0]) : value;
}
