// Questions at the terminal, on standard error: standard output is for the answer.

import { createInterface } from 'readline';
import { InterruptedError } from '../input.js';

/** Asks until `read` takes the answer; it gives undefined for one that it does not take. */
export type Ask = <Answer>(
  question: string,
  read: (typed: string) => Answer | undefined,
) => Promise<Answer>;

/** Whether somebody is there to be asked. */
export function canAsk(): boolean {
  return Boolean(process.stdin.isTTY && process.stderr.isTTY);
}

/** Runs `questions`; rejects with an InterruptedError on Ctrl-C and at the end of the input. */
export function withQuestions<Result>(questions: (ask: Ask) => Promise<Result>): Promise<Result> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise<Result>((resolve, reject) => {
    terminal.on('SIGINT', () => terminal.close());
    terminal.on('close', () => reject(new InterruptedError()));
    const ask: Ask = async (question, read) => {
      for (;;) {
        const typed = await new Promise<string>((answer) => terminal.question(question, answer));
        const answer = read(typed.trim());
        if (answer !== undefined) return answer;
      }
    };
    // An open terminal would keep the process alive.
    questions(ask)
      .then(resolve, reject)
      .then(() => terminal.close());
  });
}
