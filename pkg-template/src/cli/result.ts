import { isCaptchaError, parseCaptchaResult } from '../index.js';
import type { Command } from './context.js';
import { localTime } from './context.js';
import { EXIT } from './exit-codes.js';
import { helpLink, withoutLink } from './help-link.js';
import { readInput } from './input.js';
import { shortenTicket, withoutTickets } from './ticket.js';

/** `tcaptcha result`: what does this captchaResult mean? */
export const result: Command = {
  options: {},
  positionals: 1,
  async run({ line, terminal, texts }) {
    const text = await readInput(line.positionals[0], 'captchaResult');
    const { paint } = terminal;
    let found: ReturnType<typeof parseCaptchaResult>;
    try {
      found = parseCaptchaResult(text);
    } catch (error) {
      if (!isCaptchaError(error, 'ERR_CAPTCHA_INVALID_RESULT')) throw error;
      if (line.flags.json) {
        terminal.print(JSON.stringify({ status: 'malformed', message: error.message }));
      } else {
        terminal.print(paint.red(`✗ ${texts.resultStatus.malformed}`));
        terminal.table([
          ['reason', `malformed: ${texts.reasons.malformed}`],
          ['message', withoutLink(error.message)],
        ]);
        // What console.log prints is no JSON, nor what a terminal of Windows leaves of it.
        if (/^'?\{\s*[a-zA-Z]/.test(text)) terminal.print(texts.notJson);
        const { url, file } = helpLink('malformed', texts);
        terminal.print(texts.readMore(url, file));
      }
      return EXIT.no;
    }
    const solved = found.status === 'solved';
    if (line.flags.json) {
      terminal.print(JSON.stringify(found, withoutTickets));
      return solved ? EXIT.ok : EXIT.no;
    }
    const headline = texts.resultStatus[found.status];
    terminal.print(solved ? paint.green(`✓ ${headline}`) : paint.yellow(`! ${headline}`));
    const rows: [string, string][] = [
      ['status', found.status],
      ['origin', `${found.origin} (${texts.origins[found.origin]})`],
      ['ret', String(found.ret)],
    ];
    if (found.status === 'solved' || found.status === 'fallback') {
      rows.push(['ticket', shortenTicket(found.ticket)]);
      if (found.randstr !== undefined) rows.push(['randstr', found.randstr]);
      const action =
        found.randstr === undefined ? 'DescribeCaptchaMiniResult' : 'DescribeCaptchaResult';
      rows.push([texts.checkedBy, action]);
    }
    if (found.status === 'fallback') {
      const { errorCode, captchaAppId, issuedAtSeconds } = found;
      if (errorCode !== undefined) rows.push(['errorCode', String(errorCode)]);
      if (captchaAppId !== undefined) rows.push(['CaptchaAppId', captchaAppId]);
      if (issuedAtSeconds !== undefined) rows.push([texts.issuedAt, localTime(issuedAtSeconds)]);
    }
    terminal.table(rows);
    terminal.print(texts.resultAdvice[found.status]);
    return solved ? EXIT.ok : EXIT.no;
  },
};
