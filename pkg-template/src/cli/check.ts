import { createCaptcha, credentialsFromEnvironment } from '../index.js';
import { UsageError } from './command-line.js';
import { type Command, type Context, defined, optionalInteger, requireAppId } from './context.js';
import { EXIT } from './exit-codes.js';
import { helpLink, withoutLink } from './help-link.js';
import { readInput, readSecret } from './input.js';
import { withoutTickets } from './ticket.js';

/** `tcaptcha check`: has a ticket checked. */
export const check: Command = {
  options: {
    'app-id': 'value',
    'user-ip': 'value',
    ticket: 'value',
    randstr: 'value',
    endpoint: 'value',
    'timeout-ms': 'value',
  },
  positionals: 1,
  async run(context) {
    const { line, terminal, texts, env } = context;
    const captchaAppId = requireAppId(context);
    const userIp = line.values['user-ip'];
    if (userIp === undefined) throw new UsageError('missing_option', '--user-ip');
    const timeoutMs = optionalInteger(context, 'timeout-ms', 60_000, 1);
    const captchaResult = await readCaptchaResult(context);
    const appSecretKey = await readSecret('CAPTCHA_APP_SECRET_KEY', 'AppSecretKey');
    const credentials = credentialsFromEnvironment(env as { [name: string]: string | undefined });
    const endpoint = line.values.endpoint || env.CAPTCHA_ENDPOINT || undefined;

    const captcha = createCaptcha(
      defined({ captchaAppId, appSecretKey, credentials, endpoint, timeoutMs }),
    );
    const outcome = await captcha.check({ captchaResult, userIp });
    captcha.dispose();

    const { status } = outcome;
    const code = { passed: EXIT.ok, rejected: EXIT.no, unavailable: EXIT.unavailable }[status];
    if (line.flags.json) {
      terminal.print(JSON.stringify(outcome, withoutTickets));
      return code;
    }
    const { paint } = terminal;
    if (status === 'passed') terminal.print(paint.green(`✓ ${texts.outcomes.passed}`));
    else if (status === 'rejected') terminal.print(paint.red(`✗ ${texts.outcomes.rejected}`));
    else terminal.print(paint.yellow(`! ${texts.outcomes.unavailable}`));
    const rows: [string, string][] = [['status', status]];
    if (outcome.status !== 'passed') {
      rows.push(['reason', `${outcome.reason}: ${texts.reasons[outcome.reason]}`]);
      rows.push(['message', withoutLink(outcome.message)]);
    }
    if (outcome.captchaCode !== undefined) {
      rows.push(['CaptchaCode', String(outcome.captchaCode)]);
    }
    if (outcome.status === 'unavailable' && outcome.cause !== undefined) {
      rows.push(['cause', String(outcome.cause)]);
    }
    if (outcome.requestId !== undefined) rows.push(['RequestId', outcome.requestId]);
    terminal.table(rows);
    if (outcome.status !== 'passed') {
      const { url, file } = helpLink(outcome.reason, texts);
      terminal.print(texts.readMore(url, file));
    }
    return code;
  },
};

async function readCaptchaResult({ line }: Context): Promise<unknown> {
  const { ticket, randstr } = line.values;
  if (ticket === undefined) return readInput(line.positionals[0], 'captchaResult');
  return defined({ ret: 0, ticket, randstr });
}
