import { join } from 'path';
import { UsageError } from './command-line.js';
import type { Command, Context } from './context.js';
import { EXIT } from './exit-codes.js';
import { PAGE_OPTIONS, readAnswers, refuseForeignOptions } from './init/answers.js';
import { canAsk, withQuestions } from './init/ask.js';
import { askForProject } from './init/questions.js';
import {
  type Answers,
  isTemplateName,
  nextOf,
  readTemplate,
  TEMPLATE_NAMES,
  type TemplateName,
  TEMPLATES,
} from './init/templates.js';
import { writeProject } from './init/write-project.js';

/** What is to be written, and where. */
export interface Project {
  readonly template: TemplateName;
  readonly folder: string;
  readonly answers: Answers;
}

/** `tcaptcha init`: writes an example as a new project. It neither takes nor writes a secret. */
export const init: Command = {
  options: PAGE_OPTIONS,
  positionals: 2,
  async run(context) {
    const { line, terminal } = context;
    const project = await chooseProject(context);
    const { template, folder, answers } = project;
    const files = readTemplate(template, answers);
    writeProject(folder, files);
    const { environment } = TEMPLATES[template];
    if (line.flags.json) {
      const paths = files.map(({ path }) => path);
      const { commands } = nextOf(template, answers);
      terminal.print(JSON.stringify({ template, folder, files: paths, environment, commands }));
    } else {
      show(
        context,
        project,
        files.map(({ path }) => join(folder, path)),
      );
    }
    return EXIT.ok;
  },
};

/** From the command line; without a template, by questions where somebody can be asked. */
async function chooseProject(context: Context): Promise<Project> {
  const { line } = context;
  const [name, folder] = line.positionals;
  if (name === undefined) {
    if (line.flags.json || !canAsk()) {
      throw new UsageError('missing_template', '', TEMPLATE_NAMES.join(' | '));
    }
    return withQuestions((ask) => askForProject(ask, context));
  }
  if (!isTemplateName(name)) {
    throw new UsageError('unknown_template', name.slice(0, 40), TEMPLATE_NAMES.join(' | '));
  }
  refuseForeignOptions(line, name);
  const template = TEMPLATES[name];
  const answers = template.page ? readAnswers(context) : {};
  return { template: name, folder: folder || template.folder, answers };
}

function show({ terminal, texts }: Context, project: Project, paths: readonly string[]): void {
  const { template, folder, answers } = project;
  const { init } = texts;
  const { environment, page } = TEMPLATES[template];
  const { commands, steps } = nextOf(template, answers);
  terminal.print(terminal.paint.green(`✓ ${init.written(template, folder)}`));
  for (const path of paths) terminal.print(`  ${path}`);
  if (environment.length > 0) {
    terminal.print(`\n${init.setVariables}\n`);
    terminal.table(environment.map((name) => [`  ${name}`, init.variables[name] || '']));
  }
  const enter = folder === '.' ? [] : [`cd ${quoted(folder)}`];
  terminal.print(`\n${init.run}\n`);
  for (const command of [...enter, ...commands]) terminal.print(`  ${command}`);
  terminal.print(`\n${init.then}\n`);
  steps.forEach((name, index) => {
    const { config = '', project: file = '' } = page || {};
    const step = init.steps[name]({ folder, config, project: file });
    terminal.print(`  ${index + 1}. ${step}`);
  });
}

/** A folder as the shells of all systems take it. */
function quoted(folder: string): string {
  return /^[\w./\\:~-]+$/.test(folder) ? folder : `"${folder}"`;
}
