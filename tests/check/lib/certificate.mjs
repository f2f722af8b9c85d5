// Certificates for servers that stand in for the service, each its own authority.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { need } from '../../support/needs.mjs';

export const HOST = 'captcha.tencentcloudapi.com';

/** A certificate for the service's name and 127.0.0.1; its file goes with the process. */
export function createCertificate(subject = `/CN=${HOST}`, names = `DNS:${HOST},IP:127.0.0.1`) {
  const folder = mkdtempSync(join(tmpdir(), 'tcaptcha-check-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const [keyFile, certFile] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  const options = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2';
  execFileSync(
    need('openssl'),
    [
      ...options.split(' '),
      ...['-subj', subject],
      ...(names ? ['-addext', `subjectAltName=${names}`] : []),
      ...['-keyout', keyFile, '-out', certFile],
    ],
    { stdio: 'ignore' },
  );
  return { key: readFileSync(keyFile), cert: readFileSync(certFile), certFile, keyFile };
}
