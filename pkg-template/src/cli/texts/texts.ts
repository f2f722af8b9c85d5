import type {
  AidMistake,
  AidProblemCode,
  CaptchaErrorCode,
  CaptchaOrigin,
  RejectReason,
  UnavailableReason,
} from '../../index.js';
import type { UsageProblem } from '../command-line.js';
import type { DoctorTexts } from './doctor.js';
import type { InitTexts } from './init.js';

/** The commands. */
export type CommandName = 'aid' | 'inspect' | 'result' | 'check' | 'simulate' | 'doctor' | 'init';

type ResultStatus = 'solved' | 'failed' | 'closed' | 'fallback';

/** Everything that is said to people, in one language. */
export interface Texts {
  readonly help: { readonly [name in CommandName | 'general']: string };
  readonly usage: {
    readonly [problem in UsageProblem]: (subject: string, expected?: string) => string;
  };
  readonly interrupted: string;
  /** `command` is empty, or a command and a space. */
  seeHelp(command: string): string;
  /** The page of codes and reasons, in docs/. */
  readonly errorsPage: string;
  readMore(url: string, file: string): string;
  /** What to do about each error. */
  readonly errors: { readonly [code in CaptchaErrorCode]: string };
  /** What is wrong with a token, and what to do. */
  readonly problems: { readonly [code in AidProblemCode]: string };
  /** What the code that made a token did wrong, and how to mend it. */
  readonly mistakes: { readonly [code in AidMistake]: string };
  /** What an outcome's reason means, and what to do. */
  readonly reasons: { readonly [reason in RejectReason | UnavailableReason]: string };
  readonly outcomes: {
    readonly passed: string;
    readonly rejected: string;
    readonly unavailable: string;
  };
  readonly resultStatus: { readonly [status in ResultStatus | 'malformed']: string };
  readonly resultAdvice: { readonly [status in ResultStatus]: string };
  readonly origins: { readonly [origin in CaptchaOrigin]: string };
  readonly notJson: string;
  readonly checkedBy: string;
  readonly tokenGood: string;
  readonly tokenBad: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly remaining: string;
  readonly openedBy: string;
  readonly previousKey: string;
  readonly keyNames: readonly [string, string];
  seconds(count: number): string;
  aidMade(appId: string, until: string): string;
  simulating(url: string): string;
  readonly otherTerminal: string;
  readonly otherPowerShell: string;
  readonly otherCmd: string;
  readonly captchaResults: string;
  readonly enterForMore: string;
  readonly stopHere: string;
  readonly doctor: DoctorTexts;
  readonly init: InitTexts;
}
