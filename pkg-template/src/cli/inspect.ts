import { inspectAid } from '../index.js';
import { type Command, defined, localTime, optionalAppId, optionalMode } from './context.js';
import { EXIT } from './exit-codes.js';
import { readInput, readSecret } from './input.js';

const PREVIOUS_KEY = 'CAPTCHA_APP_SECRET_KEY_PREVIOUS';

/** `tcaptcha inspect`: why is this token refused? */
export const inspect: Command = {
  options: { 'app-id': 'value', mode: 'value', aad: 'value', 'previous-key': 'flag' },
  positionals: 1,
  async run(context) {
    const { line, terminal, texts, env } = context;
    const mode = optionalMode(context);
    const captchaAppId = optionalAppId(context);
    const aidEncrypted = await readInput(line.positionals[0], 'aidEncrypted');
    const keys = [await readSecret('CAPTCHA_APP_SECRET_KEY', 'AppSecretKey')];
    // While keys rotate: the one before.
    if (line.flags['previous-key'] || env[PREVIOUS_KEY]) {
      keys.push(await readSecret(PREVIOUS_KEY, texts.previousKey));
    }
    const { aad } = line.values;
    const found = inspectAid(
      aidEncrypted,
      defined({ appSecretKey: keys, captchaAppId, mode, aad }),
    );
    if (line.flags.json) {
      terminal.print(JSON.stringify(found));
      return found.valid ? EXIT.ok : EXIT.no;
    }

    const { paint } = terminal;
    terminal.print(
      found.valid ? paint.green(`✓ ${texts.tokenGood}`) : paint.red(`✗ ${texts.tokenBad}`),
    );
    const rows: [string, string][] = [];
    const { captchaAppId: inside, issuedAtSeconds, expiresAtSeconds, remainingSeconds } = found;
    if (inside !== undefined) rows.push(['CaptchaAppId', inside]);
    if (issuedAtSeconds !== undefined) rows.push([texts.issuedAt, localTime(issuedAtSeconds)]);
    if (expiresAtSeconds !== undefined) rows.push([texts.expiresAt, localTime(expiresAtSeconds)]);
    if (remainingSeconds !== undefined)
      rows.push([texts.remaining, texts.seconds(remainingSeconds)]);
    if (found.keyIndex !== undefined && keys.length > 1) {
      rows.push([texts.openedBy, texts.keyNames[found.keyIndex] || '']);
    }
    for (const { code } of found.problems) rows.push([code, texts.problems[code]]);
    for (const mistake of found.mistakes || []) rows.push([mistake, texts.mistakes[mistake]]);
    if (rows.length > 0) terminal.table(rows);
    return found.valid ? EXIT.ok : EXIT.no;
  },
};
