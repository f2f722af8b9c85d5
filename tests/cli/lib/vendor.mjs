// The vendor as doctor meets it, written here alone: no code of the package. It checks signatures by
// the published rules (doctor.test.mjs holds `tc3` to the vendor's own example), then permission,
// package, application and ticket, and answers with the published codes.
//
//   node vendor.mjs '{"secretId": …}'     prints its address

import { createHash, createHmac } from 'node:crypto';
import http from 'node:http';
import { pathToFileURL } from 'node:url';

const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

/** TC3-HMAC-SHA256 (product/213/30654). */
export function tc3({ secretKey, timestampSeconds, service, headers, body }) {
  const date = new Date(timestampSeconds * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${service}/tc3_request`;
  const names = Object.keys(headers);
  const lines = names.map((name) => `${name}:${headers[name].trim().toLowerCase()}\n`).join('');
  const canonical = `POST\n/\n\n${lines}\n${names.join(';')}\n${sha256(body)}`;
  const toSign = `TC3-HMAC-SHA256\n${timestampSeconds}\n${scope}\n${sha256(canonical)}`;
  const key = [date, service, 'tc3_request'].reduce(hmac, `TC3${secretKey}`);
  return createHmac('sha256', key).update(toSign).digest('hex');
}

function answer(account, headers, body) {
  const error = (Code) => ({ Error: { Code, Message: `about ${account.plant}` } });
  const [, secretId, signed, signature] =
    /Credential=([^/]+)\/.*SignedHeaders=([^,]+), Signature=(\w+)$/.exec(headers.authorization ?? '') ?? [];
  if (secretId === undefined) return error('AuthFailure.InvalidAuthorization');
  if (secretId !== account.secretId) return error('AuthFailure.SecretIdNotFound');
  const timestampSeconds = Number(headers['x-tc-timestamp']);
  const nowSeconds = Date.now() / 1000 + account.skewSeconds;
  if (!(Math.abs(nowSeconds - timestampSeconds) < 300)) return error('AuthFailure.SignatureExpire');
  const own = Object.fromEntries(signed.split(';').map((name) => [name, headers[name]]));
  const { secretKey } = account;
  if (signature !== tc3({ secretKey, timestampSeconds, service: 'captcha', headers: own, body })) {
    return error('AuthFailure.SignatureFailure');
  }
  if ((headers['x-tc-token'] ?? '') !== account.token) return error('AuthFailure.TokenFailure');
  const action = headers['x-tc-action'];
  if (!account.permissions.includes(action)) return error(account.permissionError);
  if (account.apiError) return error(account.apiError);
  if (!account.hasPackage) return { CaptchaCode: 31, CaptchaMsg: 'no package' };
  const asked = JSON.parse(body);
  const isWeb = action === 'DescribeCaptchaResult';
  const isApp =
    String(asked.CaptchaAppId) === account.captchaAppId && asked.AppSecretKey === account.appSecretKey;
  return { CaptchaCode: isApp || !isWeb ? 15 : 100, CaptchaMsg: `about ${account.plant}` };
}

const DEFAULTS = {
  skewSeconds: 0,
  token: '',
  permissions: ['DescribeCaptchaMiniResult', 'DescribeCaptchaResult'],
  permissionError: 'AuthFailure.UnauthorizedOperation',
  hasPackage: true,
};

function serve(options) {
  const account = { ...DEFAULTS, ...options };
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (account.isSilent) return;
    if (account.delayMs) await new Promise((resolve) => setTimeout(resolve, account.delayMs));
    response.sendDate = false;
    if (!account.noDate) {
      response.setHeader('Date', new Date(Date.now() + account.skewSeconds * 1000).toUTCString());
    }
    const { raw } = account;
    if (raw) {
      response.writeHead(raw.status, raw.headers);
      response.end(raw.body);
      return;
    }
    const Response = { ...answer(account, request.headers, body), RequestId: account.plant };
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ Response }));
  });
  // As a proxy: refuses.
  server.on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) serve(JSON.parse(process.argv[2]));
