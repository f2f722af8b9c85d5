import { UsageError } from './command-line.js';
import { type Command, type Context, optionalAppId } from './context.js';
import { checkCredentials, checkKeys, checkRuntime } from './doctor/local.js';
import type { Part } from './doctor/part.js';
import { checkService, type Flow, skipService, summaryOf } from './doctor/service.js';
import { EXIT } from './exit-codes.js';

/** `tcaptcha doctor`: is everything in place? What it prints has no secrets, and is for bug reports. */
export const doctor: Command = {
  options: { 'app-id': 'value', endpoint: 'value', flow: 'value', offline: 'flag' },
  positionals: 0,
  async run(context) {
    const { line, terminal } = context;
    const flow = readFlow(context);
    const parts: Part[] = [
      ...checkRuntime(context),
      ...checkKeys(context, optionalAppId(context)),
      checkCredentials(context),
      ...(line.flags.offline ? skipService(context) : await checkService(context, flow)),
    ];
    const ok = !parts.some(({ state }) => state === 'failed');
    if (line.flags.json) terminal.print(JSON.stringify({ ok, checks: parts }));
    else show(context, parts);
    return ok ? EXIT.ok : EXIT.no;
  },
};

function readFlow({ line }: Context): Flow | undefined {
  const { flow } = line.values;
  if (flow === undefined || flow === 'plugin' || flow === 'mini-program') return flow;
  throw new UsageError('bad_value', '--flow', 'plugin | mini-program');
}

function show({ terminal, texts }: Context, parts: readonly Part[]): void {
  const { paint } = terminal;
  const marks = {
    ok: paint.green('✓'),
    failed: paint.red('✗'),
    unproven: paint.yellow('?'),
    skipped: paint.dim('-'),
  };
  terminal.table(
    parts.map(({ name, state, message }) => [
      texts.doctor.names[name],
      `${marks[state]} ${message}`,
    ]),
  );
  const [state, summary] = summaryOf(parts, texts.doctor);
  const colours = {
    ok: paint.green,
    failed: paint.red,
    unproven: paint.yellow,
    skipped: paint.yellow,
  };
  terminal.print();
  terminal.print(colours[state](summary));
}
