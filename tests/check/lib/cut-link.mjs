// A TCP link to a server that can be cut after a command has arrived and before its reply is back.

import net from 'node:net';

/**
 * Listens on 127.0.0.1 and forwards to `port`.
 *
 * `cutAfter(text, meanwhile)`: the connection on which `text` is sent next is cut as soon as the
 * server has answered. Connections that come after that wait until `meanwhile` is done.
 */
export async function startCutLink(port) {
  let armed;
  let barrier = Promise.resolve();
  const sockets = new Set();
  const server = net.createServer(async (client) => {
    track(client);
    client.pause();
    await barrier;
    const upstream = track(net.connect(port, '127.0.0.1'));
    let cut;
    client.on('data', (chunk) => {
      if (armed && chunk.includes(armed.text)) {
        cut = armed;
        armed = undefined;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!cut) {
        client.write(chunk);
        return;
      }
      barrier = Promise.resolve(cut.meanwhile?.()).then(cut.done, cut.fail);
      client.destroy();
      upstream.destroy();
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.resume();
  });
  function track(socket) {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    return socket;
  }
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `redis://127.0.0.1:${server.address().port}`,
    /** Resolves when the link was cut and `meanwhile` is done. */
    cutAfter: (text, meanwhile) =>
      new Promise((done, fail) => {
        armed = { text, meanwhile, done, fail };
      }),
    stop() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
