// A cloud database behind the platform's gateway, as the SDKs talk to it: insert, query and remove as
// far as the store needs them, with the answers of the real one, and failures on demand.

import http from 'node:http';

/** How platforms have reported an `_id` that exists; the last is made up, for one that nobody knows. */
export const DUPLICATE_ANSWERS = [
  {
    code: 'DATABASE_DUPLICATE_WRITE',
    message:
      '[FailedOperation.DuplicateWrite] multiple write errors: [{write errors: [{E11000 duplicate key error collection: db.c index: _id_ dup key: { _id: "k" }}]}, {<nil>}]. ',
  },
  {
    code: 'DATABASE_REQUEST_FAILED',
    message:
      '[FailedOperation] E11000 duplicate key error collection: db.c index: _id_ dup key: { _id: "k" }',
  },
  { code: 'DATABASE_REQUEST_FAILED', message: '文档已存在' },
];

export function createCloudState() {
  return {
    rows: new Map(),
    duplicate: DUPLICATE_ANSWERS[0],
    /** What every request is answered with, if anything. */
    failure: null,
    /** Rows can be written and not read. */
    unreadable: false,
    /** Never answer. */
    hang: false,
    /** How many inserts are executed and then cut off instead of answered. */
    lostReplies: 0,
    freshIds: 0,
    requests: 0,
  };
}

/** The gateway on 127.0.0.1, for SDKs that bring their own HTTP client. */
export async function startCloudGateway(state) {
  const server = http.createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const answer = answerOf(state, JSON.parse(text));
      if (answer === HANG) return;
      if (answer === LOST) {
        request.socket.destroy();
        return;
      }
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ requestId: 'gateway', ...answer }));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/admin`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

export const HANG = Symbol('hang');
export const LOST = Symbol('lost');

/** The answer to one request of an SDK. */
export function answerOf(state, request) {
  state.requests += 1;
  if (state.hang) return HANG;
  if (state.failure) return state.failure;
  const answer = execute(state, request);
  if (request.action === 'database.insertDocument' && state.lostReplies > 0) {
    state.lostReplies -= 1;
    return LOST;
  }
  return answer;
}

function execute(state, { action, collectionName, data, query }) {
  const { rows } = state;
  if (action === 'database.insertDocument') {
    // An SDK that was given nothing sends null: at worst a row of nothing.
    const row = JSON.parse(data[0] ?? 'null') ?? {};
    row._id ??= `fresh-${(state.freshIds += 1)}`;
    const id = `${collectionName}/${row._id}`;
    if (rows.has(id)) return state.duplicate;
    rows.set(id, row);
    return { data: { insertedIds: [row._id] } };
  }
  const wanted = typeof query === 'string' ? JSON.parse(query) : query;
  const found = [...rows].filter(
    ([id, row]) =>
      id.startsWith(`${collectionName}/`) &&
      Object.entries(wanted).every(([name, value]) =>
        value?.$lt === undefined ? row[name] === value : plain(row[name]) < plain(value.$lt),
      ),
  );
  if (action === 'database.removeDocument') {
    for (const [id] of found) rows.delete(id);
    return { data: { deleted: found.length } };
  }
  if (action === 'database.getDocument') {
    if (state.unreadable) return { code: 'DATABASE_PERMISSION_DENIED', message: 'not readable' };
    return { data: { list: found.map(([, row]) => JSON.stringify(row)) } };
  }
  return { code: 'INVALID_PARAM', message: `no such action: ${action}` };
}

/** A number as extended JSON writes it. */
function plain(value) {
  return typeof value === 'object' ? Number(Object.values(value)[0]) : value;
}
