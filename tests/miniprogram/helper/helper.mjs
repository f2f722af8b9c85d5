// The helper as the installed package has it: run.mjs says where that is.
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const packageFolder = process.env.TCAPTCHA_PACKAGE;
if (!packageFolder) throw new Error('TCAPTCHA_PACKAGE takes the folder of the installed package');

export const helperFolder = join(packageFolder, 'miniprogram');

export const { readVerifyEvent, openCaptchaMiniProgram, createCaptchaInbox, createCaptchaFlow } =
  createRequire(import.meta.url)(join(helperFolder, 'index.js'));
