// Servers, clients and captchas of the cases. For Node.js 8 too.

const http = require('http');

const APPS = [
  { captchaAppId: '123456789', appSecretKey: '1234567891011121314151516' },
  { captchaAppId: '987654321', appSecretKey: 'abcdefghijklmnopqrstuvwxy' },
];
const CREDENTIALS = { secretId: 'AKIDsimulated', secretKey: 'simulated' };

/** The package, a simulator, and what is to be closed when the cases have ended. */
exports.createWorld = async function createWorld(packageFolder) {
  const lib = require(packageFolder);
  const { createSimulator } = require(`${packageFolder}/simulator.js`);
  const simulator = createSimulator({ apps: APPS, credentials: CREDENTIALS });
  const { url } = await simulator.listen();
  const opened = [];
  return {
    lib,
    simulator,
    app: APPS[0],
    captcha(more) {
      const options = { credentials: CREDENTIALS, endpoint: url, timeoutMs: 60000 };
      const captcha = lib.createCaptcha(Object.assign(options, APPS[0], more));
      opened.push(() => captcha.dispose());
      return captcha;
    },
    otherCaptcha() {
      return this.captcha(APPS[1]);
    },
    /** A captcha whose question stays without an answer until somebody aborts it. */
    hangingCaptcha(more) {
      let asked;
      const isAsked = new Promise((resolve) => {
        asked = resolve;
      });
      const ended = [];
      const captcha = this.captcha(
        Object.assign(
          {
            transport: ({ signal }) =>
              new Promise((resolve, reject) => {
                signal.addEventListener('abort', () => reject(new Error('aborted')));
                asked();
              }),
            onCheck: (event) => ended.push(event.status),
          },
          more,
        ),
      );
      return { captcha, isAsked, ended };
    },
    /** A captcha that lets everybody pass, and remembers the addresses that it was asked about. */
    addressCaptcha() {
      const addresses = [];
      const captcha = this.captcha({
        transport: async ({ body }) => {
          addresses.push(JSON.parse(body).UserIp);
          return { status: 200, body: '{"Response":{"CaptchaCode":1,"RequestId":"r"}}' };
        },
      });
      return { captcha, addresses };
    },
    solve: (captchaAppId) =>
      simulator.solve({ captchaAppId: captchaAppId || APPS[0].captchaAppId, flow: 'plugin' }),
    async serve(framework, face, routes, options) {
      const seen = { handled: [], errors: [] };
      const server = await framework.start(face, routes, seen, options || {});
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address();
      const sockets = new Set();
      server.on('connection', (socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
      });
      opened.push(() => {
        server.close();
        for (const socket of sockets) socket.destroy();
      });
      return { seen, connections: () => sockets.size, send: (method, path, more) => send(port, method, path, more) };
    },
    async close() {
      for (const close of opened) close();
      await simulator.close();
    },
  };
};

/** Sends a request on a connection of its own, which is cut when `hangUp` resolves. */
function send(port, method, path, more) {
  const { json, type, headers, chunked, hangUp } = more || {};
  const body = json === undefined ? more && more.body : JSON.stringify(json);
  const fields = Object.assign({}, headers);
  if (body !== undefined) {
    fields['content-type'] = type || 'application/json';
    if (!chunked) fields['content-length'] = Buffer.byteLength(body);
  }
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: '127.0.0.1', method, path, headers: fields, agent: false });
    request.on('response', (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        let answer;
        try {
          answer = JSON.parse(text);
        } catch (error) {
          answer = undefined;
        }
        resolve({ status: response.statusCode, headers: response.headers, text, answer });
      });
    });
    request.on('error', reject);
    if (hangUp) hangUp.then(() => request.abort());
    if (body !== undefined) request.write(body);
    request.end();
  });
}
