// A vendor who passes everything, and keeps what was asked.

import { createServer } from 'node:http';

export async function startRecorder() {
  const asked = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ action: request.headers['x-tc-action'], ...JSON.parse(body) });
    response.setHeader('content-type', 'application/json');
    response.end('{"Response":{"CaptchaCode":1,"CaptchaMsg":"OK","RequestId":"r"}}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
