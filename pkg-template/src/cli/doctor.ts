import { type Command, type Context, optionalAppId } from './context.js';
import { checkCredentials, checkKeys, checkRuntime, type Finding } from './doctor/local.js';
import { checkService } from './doctor/service.js';
import { EXIT } from './exit-codes.js';

/** `tcaptcha doctor`: is everything in place? What it prints has no secrets, and is for bug reports. */
export const doctor: Command = {
  options: { 'app-id': 'value', endpoint: 'value', offline: 'flag' },
  positionals: 0,
  async run(context) {
    const { line, terminal } = context;
    const findings = [
      ...checkRuntime(context),
      ...checkKeys(context, optionalAppId(context)),
      ...checkCredentials(context),
    ];
    if (!line.flags.offline) findings.push(...(await checkService(context)));
    const bad = findings.some((finding) => finding.level === 'bad');
    if (line.flags.json) terminal.print(JSON.stringify({ ok: !bad, findings }));
    else show(context, findings, bad);
    return bad ? EXIT.no : EXIT.ok;
  },
};

function show({ terminal, texts }: Context, findings: Finding[], bad: boolean): void {
  const { paint } = terminal;
  const marks = { good: paint.green('✓'), bad: paint.red('✗'), warn: paint.yellow('!') };
  terminal.table(findings.map(({ name, level, text }) => [name, `${marks[level]} ${text}`]));
  terminal.print();
  terminal.print(bad ? paint.red(texts.doctorBad) : paint.green(texts.doctorGood));
}
