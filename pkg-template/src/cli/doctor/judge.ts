// What the answer to a question about a made-up ticket proves, and what it does not.

import type { VerifyAction } from '../../index.js';
import type { DoctorTexts } from '../texts/doctor.js';
import type { PartState } from './part.js';
import type { Answered, Reading } from './question.js';

/** What only the service can tell, in the order in which it looks at a request. */
export const SERVICE_PARTS = [
  'proxy',
  'endpoint',
  'clock',
  'api_key',
  'permission',
  'package',
  'app',
] as const;
export type ServicePart = (typeof SERVICE_PARTS)[number];

/** What one question says of one part: a text, and the code that it was told by. */
export interface Verdict {
  readonly state: PartState;
  readonly say: (said: string) => string;
  readonly code: string;
  readonly requestId: string | undefined;
}
export type Verdicts = { [part in ServicePart]: Verdict };

/** The service refuses signatures that are older or newer than this. */
const MAX_SKEW_SECONDS = 300;
const WORRYING_SKEW_SECONDS = 60;
/** A check has 2500 ms, and a busy server has to wait for a free connection as well. */
const SLOW_MS = 1000;

/** What one reading says of each part. */
export function judge(reading: Reading, action: VerifyAction, texts: DoctorTexts): Verdicts {
  switch (reading.kind) {
    case 'bad_endpoint':
      return stopAt('endpoint', failed(texts.badEndpoint, reading.detail), texts, {
        proxy: skipped(texts.notReached),
      });
    case 'bad_proxy':
      return stopAt('proxy', failed(texts.badProxy), texts);
    case 'proxy_failed':
      return stopAt('proxy', failed(texts.proxyFailed(reading.proxy, reading.why)), texts);
    case 'unreachable':
      return stopAt('endpoint', failed(unreachable(reading.place, reading.why, texts)), texts, {
        proxy: ok(reading.proxy ?? texts.noProxy),
      });
    case 'silent':
      return stopAt('endpoint', failed(texts.silent(reading.place)), texts, {
        proxy: ok(reading.proxy ?? texts.noProxy),
      });
    default:
      return judgeAnswer(reading, action, texts);
  }
}

type Answer = Extract<Reading, Answered>;
type Stop = (part: ServicePart, verdict: Verdict, more?: Partial<Verdicts>) => Verdicts;

function judgeAnswer(reading: Answer, action: VerifyAction, texts: DoctorTexts): Verdicts {
  const { place, status, tookMs, proxy } = reading;
  const clock = judgeClock(reading, texts);
  const known = {
    proxy: ok(proxy ?? texts.noProxy),
    endpoint: ok((tookMs < SLOW_MS ? texts.reached : texts.reachedSlowly)(place, tookMs)),
    clock,
  };
  const stop: Stop = (part, verdict, more) =>
    stopAt(part, { ...verdict, requestId: reading.requestId }, texts, { ...known, ...more });
  // Once the signature was accepted, the clock is right, whatever a Date header says.
  const signed: Partial<Verdicts> = {
    clock: clock.state === 'ok' ? clock : ok(texts.clockAccepted),
    api_key: ok(texts.keyAccepted),
  };
  switch (reading.kind) {
    case 'foreign':
      // Its clock is nobody's.
      return stop('endpoint', failed(texts.foreign[reading.what](place, status)), {
        clock: skipped(texts.notReached),
      });
    case 'http_error':
      return status === 429
        ? stop('api_key', unproven(texts.rateLimited))
        : stop('endpoint', failed(texts.serviceFails, `HTTP ${status}`));
    case 'api_error':
      if (reading.code === 'AuthFailure.SignatureExpire' && clock.state === 'failed') {
        // The Date header says how far, which is more.
        return stop('clock', clock);
      }
      return judgeApiError(reading.code, stop, signed, texts);
    default:
      return judgeCaptchaCode(reading.code, action, stop, signed, texts);
  }
}

/** Page 1388/114322, and the SDK's own list. */
function judgeApiError(
  code: string,
  stop: Stop,
  signed: Partial<Verdicts>,
  texts: DoctorTexts,
): Verdicts {
  switch (code) {
    case 'AuthFailure.SignatureExpire':
      return stop('clock', failed(texts.clockRefused, code));
    case 'AuthFailure.SecretIdNotFound':
    case 'AuthFailure.InvalidSecretId':
      return stop('api_key', failed(texts.wrongSecretId, code));
    case 'AuthFailure.SignatureFailure':
      return stop('api_key', failed(texts.wrongSecretKey, code));
    case 'AuthFailure.TokenFailure':
      return stop('api_key', failed(texts.wrongToken, code));
    case 'AuthFailure.UnauthorizedOperation':
      return stop('permission', failed(texts.noPermission, code), signed);
    case 'UnauthorizedOperation.Unauthorized':
      return stop('package', failed(texts.noPackageOrPermission, code), {
        ...signed,
        permission: unproven(texts.permissionOrPackage),
      });
    default:
  }
  switch (code.split('.')[0]) {
    case 'UnauthorizedOperation':
      return stop('permission', failed(texts.noPermission, code), signed);
    case 'IpNotInWhitelist':
    case 'IpInBlacklist':
      return stop('permission', failed(texts.addressRefused, code), signed);
    case 'AuthFailure':
      return stop('api_key', failed(texts.keyRefused, code));
    case 'RequestLimitExceeded':
      return stop('api_key', unproven(texts.rateLimited));
    case 'InvalidParameter':
    case 'InvalidParameterValue':
    case 'MissingParameter':
      return stop('app', failed(texts.parametersRefused, code), {
        ...signed,
        package: unproven(texts.packageNotNamed),
      });
    case 'InternalError':
    case 'FailedOperation':
    case 'ResourceUnavailable':
    case 'ResourceInsufficient':
      return stop('endpoint', failed(texts.serviceFails, code));
    default:
      return stop('endpoint', failed(texts.otherApi, code));
  }
}

/** Pages 1110/48499 and 1110/36926. */
function judgeCaptchaCode(
  code: number,
  action: VerifyAction,
  stop: Stop,
  signed: Partial<Verdicts>,
  texts: DoctorTexts,
): Verdicts {
  const said = `CaptchaCode ${code}`;
  if (code === 1) return stop('endpoint', failed(texts.passesAnything, said));
  if (code === 31) return stop('package', failed(texts.noPackage, said), signed);
  const allowed = { ...signed, permission: ok(texts.permissionGiven) };
  if (code === 26) return stop('endpoint', failed(texts.serviceFails, said), allowed);
  const isAppId = code === 16 && action === 'DescribeCaptchaMiniResult';
  return stop(
    'app',
    isAppId ? failed(texts.appIdRefused, said) : unproven(texts.appUnproven, said),
    // Nobody has published whether the service looks at the package before the ticket.
    { ...allowed, package: unproven(texts.packageNotNamed) },
  );
}

/** Parts before this one are fine, and those after it were not reached. */
function stopAt(
  part: ServicePart,
  verdict: Verdict,
  texts: DoctorTexts,
  known: Partial<Verdicts> = {},
): Verdicts {
  const at = SERVICE_PARTS.indexOf(part);
  const verdicts = {} as Verdicts;
  SERVICE_PARTS.forEach((name, position) => {
    const isBefore = position < at;
    verdicts[name] =
      position === at
        ? verdict
        : (known[name] ?? (isBefore ? ok(before(name, texts)) : skipped(texts.notReached)));
  });
  return verdicts;
}

function before(part: ServicePart, texts: DoctorTexts): string {
  if (part === 'proxy') return texts.noProxy;
  return part === 'permission' ? texts.permissionGiven : texts.keyAccepted;
}

function judgeClock({ skewSeconds }: Answered, texts: DoctorTexts): Verdict {
  if (skewSeconds === undefined) return unproven(texts.noDate);
  const distance = Math.abs(skewSeconds);
  if (distance >= MAX_SKEW_SECONDS) return failed(texts.clockWrong(skewSeconds));
  return ok(
    distance >= WORRYING_SKEW_SECONDS
      ? texts.clockWorrying(skewSeconds)
      : texts.clockRight(skewSeconds),
  );
}

function unreachable(place: string, why: string, texts: DoctorTexts): string {
  const { network } = texts;
  const reason = Object.prototype.hasOwnProperty.call(network, why)
    ? (network[why] as string)
    : /CERT|SIGNED|SIGNATURE|ALTNAME|ISSUER/i.test(why)
      ? texts.certificate
      : undefined;
  return texts.unreachable(place, reason ? `${reason} (${why})` : why);
}

type Say = string | ((said: string) => string);

function verdict(state: PartState, say: Say, code: string): Verdict {
  return { state, say: typeof say === 'string' ? () => say : say, code, requestId: undefined };
}

const ok = (message: string): Verdict => verdict('ok', message, '');
const skipped = (message: string): Verdict => verdict('skipped', message, '');
const failed = (say: Say, code = ''): Verdict => verdict('failed', say, code);
const unproven = (say: Say, code = ''): Verdict => verdict('unproven', say, code);
