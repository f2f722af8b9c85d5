import type { SimulatorFault, SimulatorRequest } from '../simulator/simulator.js';
import { UsageError } from './command-line.js';
import { type Command, optionalInteger } from './context.js';
import { EXIT } from './exit-codes.js';
import type { Texts } from './texts/texts.js';

/** The published example: worth nothing to anybody, so it may be printed. */
const EXAMPLE = {
  CAPTCHA_APP_ID: '123456789',
  CAPTCHA_APP_SECRET_KEY: '1234567891011121314151516',
  TENCENTCLOUD_SECRET_ID: 'simulated-id',
  TENCENTCLOUD_SECRET_KEY: 'simulated-key',
};

/** `tcaptcha simulate`: the vendor's service on a port of this machine. */
export const simulate: Command = {
  options: {
    port: 'value',
    tickets: 'value',
    flow: 'value',
    'require-aid': 'flag',
    fault: 'value',
    times: 'value',
    verbose: 'flag',
  },
  positionals: 0,
  async run(context) {
    const { line, terminal, texts } = context;
    const port = optionalInteger(context, 'port', 65_535) ?? 0;
    const tickets = optionalInteger(context, 'tickets', 1000) ?? 1;
    const flow = line.values.flow ?? 'plugin';
    if (flow !== 'plugin' && flow !== 'mini-program' && flow !== 'web') {
      throw new UsageError('bad_value', '--flow', 'plugin | mini-program | web');
    }
    const times = optionalInteger(context, 'times');
    const fault = line.values.fault === undefined ? null : readFault(line.values.fault);

    const { createSimulator } =
      require('../simulator/simulator.js') as typeof import('../simulator/simulator.js');
    const { encryptAid } = require('../index.js') as typeof import('../index.js');
    const captchaAppId = EXAMPLE.CAPTCHA_APP_ID;
    const appSecretKey = EXAMPLE.CAPTCHA_APP_SECRET_KEY;
    const simulator = createSimulator({
      apps: [{ captchaAppId, appSecretKey, requireAid: Boolean(line.flags['require-aid']) }],
      credentials: {
        secretId: EXAMPLE.TENCENTCLOUD_SECRET_ID,
        secretKey: EXAMPLE.TENCENTCLOUD_SECRET_KEY,
      },
      // Apart from the one object of --json.
      ...(line.flags.verbose ? { onRequest: (entry) => terminal.note(lineOf(entry)) } : {}),
    });
    if (fault) simulator.setFault(times === undefined ? fault : { ...fault, times });
    const { url } = await listen(simulator, port);
    const solve = () =>
      simulator.solve({
        captchaAppId,
        flow,
        aidEncrypted: encryptAid({ captchaAppId, appSecretKey }),
      });

    const environment: { [name: string]: string } = { ...EXAMPLE, CAPTCHA_ENDPOINT: url };
    const solved = Array.from({ length: tickets }, solve);
    if (line.flags.json) {
      terminal.print(JSON.stringify({ url, environment, captchaResults: solved }));
    } else {
      terminal.print(terminal.paint.green(`✓ ${texts.simulating(url)}`));
      for (const [heading, line] of shells(texts)) {
        terminal.print(`\n${heading}\n`);
        for (const name of Object.keys(environment))
          terminal.print(line(name, environment[name] as string));
      }
      if (solved.length > 0) terminal.print(`\n${texts.captchaResults}\n`);
      for (const one of solved) terminal.print(JSON.stringify(one));
      terminal.print(
        `\n${terminal.paint.dim(process.stdin.isTTY ? texts.enterForMore : texts.stopHere)}`,
      );
    }
    await untilStopped(() => terminal.print(JSON.stringify(solve())));
    await simulator.close();
    return EXIT.ok;
  },
};

/** `DescribeCaptchaMiniResult CaptchaAppId=1 Ticket=tr0abc… -> 200 {"CaptchaCode":1,…}` */
function lineOf({ action, asked, status, answer, fault }: SimulatorRequest): string {
  const parameters = Object.keys(asked).map((name) => ` ${name}=${asked[name]}`);
  const what = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const said = status === undefined ? '-' : `${status} ${what}`;
  return `${action || '?'}${parameters.join('')} -> ${said}${fault ? ` (fault: ${fault})` : ''}`;
}

/** How each shell of this system sets a variable. */
function shells(texts: Texts): [heading: string, line: (name: string, value: string) => string][] {
  if (process.platform !== 'win32') {
    return [[texts.otherTerminal, (name, value) => `export ${name}=${value}`]];
  }
  return [
    [texts.otherPowerShell, (name, value) => `$env:${name}='${value}'`],
    [texts.otherCmd, (name, value) => `set ${name}=${value}`],
  ];
}

async function listen(
  simulator: import('../simulator/simulator.js').Simulator,
  port: number,
): Promise<{ url: string }> {
  try {
    return await simulator.listen(port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code === 'EADDRINUSE') throw new UsageError('port_in_use', String(port));
    throw new UsageError('cannot_listen', `${port}: ${code}`);
  }
}

/** Until Ctrl-C or SIGTERM; at a terminal each Enter asks for more. */
function untilStopped(more: () => void): Promise<void> {
  return new Promise((resolve) => {
    const { stdin } = process;
    const stop = () => {
      if (stdin.isTTY) stdin.destroy();
      resolve();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    if (stdin.isTTY) stdin.on('data', more);
  });
}

/** Every form of `--fault`. */
const FAULT_FORMS =
  'hang | reset | truncate | junk | status:200-599 | error:NAME | code:NUMBER | delay:MILLISECONDS';

/** Reads a fault such as `hang` or `status:500`. */
function readFault(text: string): SimulatorFault {
  const at = text.indexOf(':');
  const kind = at < 0 ? text : text.slice(0, at);
  const value = at < 0 ? '' : text.slice(at + 1);
  const number = /^-?\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (value === '') {
    if (kind === 'hang' || kind === 'reset' || kind === 'truncate' || kind === 'junk')
      return { kind };
  } else if (kind === 'error') {
    return { kind, code: value };
  } else if (kind === 'code' && !Number.isNaN(number)) {
    return { kind, captchaCode: number };
  } else if (kind === 'status' && number >= 200 && number <= 599) {
    return { kind, status: number };
  } else if (kind === 'delay' && number >= 0) {
    return { kind, delayMs: number };
  }
  throw new UsageError('bad_value', '--fault', FAULT_FORMS);
}
