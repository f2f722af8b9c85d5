import { words } from '../i18n.ts';

const text = words(
  'A real AppSecretKey does not belong in a browser: it stays on the server. Use a made-up one here.',
  '真实的 AppSecretKey 只能放在服务端，不要填到浏览器里。这里请用假的。',
);

export function KeyWarning() {
  return <>{text()}</>;
}
