// The vendor's side: the same answer to every check, at next to no cost, so that what is measured is the
// client. Prints its port; ends with its standard input.
//
//   node check/server.mjs [KEY CERTIFICATE]     with these files over TLS

import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';

const PASSED = answer('200 OK', {
  CaptchaCode: 1,
  CaptchaMsg: 'OK',
  RequestId: '7a1a0e5d-9d4f-4d24-b8f3-0b2e8d1b3c5a',
});
const REFUSED = answer('400 Bad Request', {
  Error: { Code: 'InvalidParameter', Message: 'no check' },
});

function answer(status, response) {
  const body = JSON.stringify({ Response: response });
  const head = `Content-Type: application/json\r\nConnection: keep-alive\r\nContent-Length: ${body.length}`;
  return Buffer.from(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${body}`);
}

/** Signatures are not verified here; that they are right is what tests/check is for. */
const isCheck = (request) =>
  /\r\nauthorization: *TC3-HMAC-SHA256 /i.test(request) && request.includes('"Ticket":"t03');

function serve(socket) {
  let waiting = '';
  socket.on('data', (chunk) => {
    waiting += chunk.toString('latin1');
    for (;;) {
      const head = waiting.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = /\r\ncontent-length: *(\d+)/i.exec(waiting.slice(0, head));
      const end = head + 4 + Number(length?.[1] ?? 0);
      if (waiting.length < end) return;
      socket.write(isCheck(waiting.slice(0, end)) ? PASSED : REFUSED);
      waiting = waiting.slice(end);
    }
  });
  socket.on('error', () => {});
}

const [key, cert] = process.argv.slice(2).map((file) => readFileSync(file));
const server = key
  ? tls.createServer({ key, cert, noDelay: true }, serve)
  : net.createServer({ noDelay: true }, serve);
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit());
