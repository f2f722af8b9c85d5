// The core takes and gives several texts as the lines of one, which costs less than an object.

import { fromCore } from './errors.js';
import { takeError } from './glue.js';

/**
 * Texts as lines. A line break within one, which no text that the core takes can hold, becomes
 * another character that none can hold.
 */
export function toLines(texts: readonly string[]): string {
  return texts
    .map((text) => (text.indexOf('\n') < 0 ? text : text.replace(/\n/g, '\0')))
    .join('\n');
}

/** The lines of an answer; throws the core's error if there is none. */
export function fromLines(answer: string): string[] {
  if (answer === '') throw fromCore(takeError());
  return answer.split('\n');
}
