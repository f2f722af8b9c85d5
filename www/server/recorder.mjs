// Stands between the example backend and the simulator, and writes down what crosses.
import { request as send } from 'node:http';
import { listen, readBody } from './http.mjs';

const SECRET = /^(AppSecretKey)$/;

export async function startRecorder(vendorUrl) {
  let exchanges = [];
  const vendor = new URL(vendorUrl);
  const server = await listen(async (request, response) => {
    const body = await readBody(request);
    const exchange = {
      action: request.headers['x-tc-action'] ?? '',
      request: readable(body),
      status: null,
      response: null,
    };
    exchanges.push(exchange);
    await forward({ vendor, request, body, response, exchange });
  });
  return {
    url: server.url,
    close: server.close,
    /** What was written down since the last call. */
    take() {
      const taken = exchanges;
      exchanges = [];
      return taken;
    },
  };
}

/** The request goes on byte for byte, its Host header too: that is part of what was signed. */
function forward({ vendor, request, body, response, exchange }) {
  return new Promise((resolve) => {
    const broken = (error) => {
      exchange.response = { error: error.code ?? error.message };
      response.destroy();
      resolve();
    };
    const onward = send(
      {
        host: vendor.hostname,
        port: vendor.port,
        method: request.method,
        path: request.url,
        headers: request.headers,
      },
      async (answer) => {
        try {
          const answered = await readBody(answer);
          exchange.status = answer.statusCode;
          exchange.response = readable(answered);
          response.writeHead(answer.statusCode, answer.headers);
          response.end(answered);
          resolve();
        } catch (error) {
          broken(error);
        }
      },
    );
    onward.on('error', broken);
    // The backend gave up waiting: so does this. After an answer the socket may serve another request.
    response.on('close', () => response.writableFinished || onward.destroy());
    onward.end(body);
  });
}

/** JSON with its secrets blotted out, or the text as it is. */
function readable(body) {
  const text = body.toString('utf8');
  try {
    return JSON.parse(text, (name, value) => (SECRET.test(name) ? '(secret)' : value));
  } catch {
    return text;
  }
}
