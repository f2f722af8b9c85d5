/** Everything that doctor looks at, in the order in which it is shown. The names are part of `--json`. */
export const PARTS = [
  'version',
  'node',
  'app_id',
  'app_secret_key',
  'aid_encrypted',
  'credentials',
  'proxy',
  'endpoint',
  'clock',
  'api_key',
  'permission',
  'package',
  'app',
] as const;

export type PartName = (typeof PARTS)[number];

/** `unproven`: looked at, but what was seen does not tell. `skipped`: not looked at. */
export type PartState = 'ok' | 'failed' | 'unproven' | 'skipped';

/** What was found out about one thing, in the form of `--json`. */
export interface Part {
  readonly name: PartName;
  readonly state: PartState;
  /** For people, in their language. Never a secret. */
  readonly message: string;
}
