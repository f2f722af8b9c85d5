import type { PartName } from '../doctor/part.js';

/** What doctor says, in one language. */
export interface DoctorTexts {
  readonly names: { readonly [name in PartName]: string };
  /** Between names in a list. */
  readonly comma: string;

  readonly allRight: string;
  someFailed(names: string): string;
  someUnproven(names: string): string;
  someSkipped(names: string): string;

  readonly nodeTooOld: string;
  readonly notSet: string;
  readonly noDigits: string;
  isSet(length: number): string;
  readonly unusualKeyLength: string;
  readonly quotedOrSpaced: string;
  readonly tokenMade: string;
  tokenNotMade(detail: string): string;
  readonly noCredentials: string;
  badCredentials(names: string, detail: string): string;
  readonly otherSpellings: string;

  readonly mayBeCounted: string;
  readonly offline: string;
  /** Because something before it has failed. */
  readonly notReached: string;
  readonly needsKeys: string;
  readonly needsCredentials: string;

  readonly noProxy: string;
  readonly badProxy: string;
  proxyFailed(proxy: string, why: string): string;
  badEndpoint(detail: string): string;
  reached(place: string, milliseconds: number): string;
  reachedSlowly(place: string, milliseconds: number): string;
  silent(place: string): string;
  unreachable(place: string, why: string): string;
  /** What the usual errors of the network mean. */
  readonly network: { readonly [code: string]: string };
  readonly certificate: string;
  readonly foreign: {
    readonly [what in 'html' | 'redirect' | 'other']: (place: string, status: number) => string;
  };
  serviceFails(said: string): string;
  passesAnything(said: string): string;
  otherApi(said: string): string;
  readonly rateLimited: string;

  readonly noDate: string;
  clockRight(seconds: number): string;
  clockWorrying(seconds: number): string;
  clockWrong(seconds: number): string;
  readonly clockAccepted: string;
  clockRefused(said: string): string;

  readonly keyAccepted: string;
  wrongSecretId(said: string): string;
  wrongSecretKey(said: string): string;
  wrongToken(said: string): string;
  keyRefused(said: string): string;

  readonly permissionGiven: string;
  readonly permissionOrPackage: string;
  noPermission(said: string): string;
  addressRefused(said: string): string;

  readonly packageNotNamed: string;
  noPackage(said: string): string;
  noPackageOrPermission(said: string): string;

  parametersRefused(said: string): string;
  appIdRefused(said: string): string;
  appUnproven(said: string): string;
}

/** The smallest permission that suffices, in the syntax of access management (CAM). */
export const POLICY = JSON.stringify({
  version: '2.0',
  statement: [
    {
      effect: 'allow',
      action: ['captcha:DescribeCaptchaMiniResult', 'captcha:DescribeCaptchaResult'],
      resource: ['*'],
    },
  ],
});
