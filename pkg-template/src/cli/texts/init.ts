import type { StepName, TemplateName } from '../init/templates.js';

/** The files that a step is about. */
export interface StepFiles {
  readonly folder: string;
  readonly config: string;
  readonly project: string;
}

/** What init says, in one language. */
export interface InitTexts {
  /** What each template is, in a few words. */
  readonly templates: { readonly [name in TemplateName]: string };
  readonly questions: {
    template(count: number): string;
    folder(usual: string): string;
    captchaAppId(form: string): string;
    cloudEnv(form: string): string;
    httpBase(form: string): string;
  };
  written(template: TemplateName, folder: string): string;
  readonly setVariables: string;
  /** Where the value of each environment variable comes from. */
  readonly variables: { readonly [name: string]: string };
  /** Above the commands, and above the steps. */
  readonly run: string;
  readonly then: string;
  readonly steps: { readonly [name in StepName]: (files: StepFiles) => string };
}
