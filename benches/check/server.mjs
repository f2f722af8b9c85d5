// The vendor's side of the comparison: the same answer to every request, at next to no cost, so
// that what is measured is the client. Prints its port; ends with its standard input.

import { createServer } from 'node:net';

const body = JSON.stringify({
  Response: { CaptchaCode: 1, CaptchaMsg: 'OK', RequestId: '7a1a0e5d-9d4f-4d24-b8f3-0b2e8d1b3c5a' },
});
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: keep-alive\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
);

const server = createServer({ noDelay: true }, (socket) => {
  let waiting = '';
  socket.on('data', (chunk) => {
    waiting += chunk.toString('latin1');
    for (;;) {
      const head = waiting.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = /\r\ncontent-length: *(\d+)/i.exec(waiting.slice(0, head));
      const end = head + 4 + Number(length?.[1] ?? 0);
      if (waiting.length < end) return;
      waiting = waiting.slice(end);
      socket.write(answer);
    }
  });
  socket.on('error', () => {});
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit());
