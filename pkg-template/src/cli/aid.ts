import { encryptAid, inspectAid } from '../index.js';
import {
  type Command,
  defined,
  localTime,
  optionalInteger,
  optionalMode,
  requireAppId,
} from './context.js';
import { EXIT } from './exit-codes.js';
import { readSecret } from './input.js';

/** `tcaptcha aid`: makes a token. */
export const aid: Command = {
  options: { 'app-id': 'value', 'expires-in': 'value', mode: 'value', aad: 'value' },
  positionals: 0,
  async run(context) {
    const { line, terminal, texts } = context;
    const captchaAppId = requireAppId(context);
    const expiresInSeconds = optionalInteger(context, 'expires-in', 86_400, 1);
    const mode = optionalMode(context);
    const appSecretKey = await readSecret('CAPTCHA_APP_SECRET_KEY', 'AppSecretKey');
    const { aad } = line.values;
    const aidEncrypted = encryptAid(
      defined({ captchaAppId, appSecretKey, expiresInSeconds, mode, aad }),
    );
    // What it says is read from the token itself.
    const { expiresAtSeconds = 0, expiresInSeconds: lasts = 0 } = inspectAid(
      aidEncrypted,
      defined({ appSecretKey, mode, aad }),
    );
    if (line.flags.json) {
      terminal.print(
        JSON.stringify({ aidEncrypted, captchaAppId, expiresInSeconds: lasts, expiresAtSeconds }),
      );
      return EXIT.ok;
    }
    // Alone on standard output, so that it can be piped.
    terminal.print(aidEncrypted);
    if (terminal.isInteractive) {
      terminal.note(terminal.paint.dim(texts.aidMade(captchaAppId, localTime(expiresAtSeconds))));
    }
    return EXIT.ok;
  },
};
