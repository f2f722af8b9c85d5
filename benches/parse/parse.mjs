// Reading a captchaResult, against schemas that ask for the same of the same input.

import * as v from 'valibot';
import * as z from 'zod';
import { answer, settings, tcaptcha } from '../lib/child.mjs';
import { pairedRounds } from '../lib/paired.mjs';

const MAX_TICKET = 8192;
const MAX_RANDSTR = 1024;
// What the package asks of a ticket, so that nothing unprintable gets into a request.
const VISIBLE_ASCII = /^[!-~]+$/;

const zodDetail = z.discriminatedUnion('ret', [
  z.object({
    ret: z.literal(0),
    ticket: z.string().min(1).max(MAX_TICKET).regex(VISIBLE_ASCII),
    randstr: z.string().max(MAX_RANDSTR).regex(VISIBLE_ASCII).optional(),
  }),
  z.object({ ret: z.literal(1) }),
  z.object({ ret: z.literal(2) }),
]);
const zodEvent = z.object({ detail: zodDetail });

const valibotDetail = v.variant('ret', [
  v.object({
    ret: v.literal(0),
    ticket: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_TICKET), v.regex(VISIBLE_ASCII)),
    randstr: v.optional(v.pipe(v.string(), v.maxLength(MAX_RANDSTR), v.regex(VISIBLE_ASCII))),
  }),
  v.object({ ret: v.literal(1) }),
  v.object({ ret: v.literal(2) }),
]);
const valibotEvent = v.object({ detail: valibotDetail });

const ticket = `t03${'aZ09-_*x'.repeat(25)}`;
const plain = { ret: 0, ticket, randstr: '@abc' };
const event = { type: 'verify', detail: { ret: 0, ticket } };
const inputs = {
  object: [plain, zodDetail, valibotDetail, (input) => input],
  event: [event, zodEvent, valibotEvent, (input) => input],
  'JSON text': [JSON.stringify(plain), zodDetail, valibotDetail, JSON.parse],
};

const result = {};
for (const [name, [input, zod, valibot, read]] of Object.entries(inputs)) {
  const contenders = {
    'tcaptcha-wasm': () => tcaptcha.parseCaptchaResult(input),
    zod: () => zod.parse(read(input)),
    valibot: () => v.parse(valibot, read(input)),
  };
  for (const [who, parse] of Object.entries(contenders)) {
    const parsed = parse();
    if ((parsed.detail ?? parsed).ticket !== ticket) throw new Error(`${who} lost the ticket`);
  }
  result[name] = await pairedRounds(contenders, settings);
}
answer(result);
