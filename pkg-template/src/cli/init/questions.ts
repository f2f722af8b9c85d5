// What `tcaptcha init` asks at a terminal when no template is named.

import type { Context } from '../context.js';
import { columns } from '../terminal.js';
import { exampleOf, hasBackend, readAnswer, readAnswers, refuseForeignOptions } from './answers.js';
import type { Ask } from './ask.js';
import { type Answers, TEMPLATE_NAMES, type TemplateName, TEMPLATES } from './templates.js';

/** Asks for the template, the folder, and for what a page may be given; Enter takes the default. */
export async function askForProject(
  ask: Ask,
  context: Context,
): Promise<{ template: TemplateName; folder: string; answers: Answers }> {
  const { texts, terminal } = context;
  const { questions, templates } = texts.init;
  const width = Math.max(...TEMPLATE_NAMES.map(columns)) + 2;
  TEMPLATE_NAMES.forEach((name, index) => {
    const padding = ' '.repeat(width - columns(name));
    terminal.note(`  ${index + 1}  ${name}${padding}${templates[name]}`);
  });
  const template = await ask(`${questions.template(TEMPLATE_NAMES.length)} `, chosenTemplate);
  refuseForeignOptions(context.line, template);
  const { folder: usual, page } = TEMPLATES[template];
  let answers = page ? readAnswers(context) : {};
  const folder = await ask(`${questions.folder(usual)} `, (typed) => typed || usual);
  if (!page) return { template, folder, answers };

  for (const name of ['captchaAppId', 'cloudEnv', 'httpBase'] as const) {
    // One backend is enough.
    const isSettled = name !== 'captchaAppId' && hasBackend(answers);
    if (isSettled || answers[name] !== undefined) continue;
    const typed = await ask(`${questions[name](exampleOf(name))} `, (text) =>
      text === '' ? '' : readAnswer(name, text),
    );
    if (typed !== '') answers = { ...answers, [name]: typed };
  }
  return { template, folder, answers };
}

/** A template's number in the list, or its name. */
function chosenTemplate(typed: string): TemplateName | undefined {
  return TEMPLATE_NAMES.filter((name, index) => typed === name || typed === String(index + 1))[0];
}
