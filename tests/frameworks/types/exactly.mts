/** Compiles only if both types are the same. */
export function exactly<Expected, Found>(
  ..._: (<T>() => T extends Expected ? 1 : 2) extends <T>() => T extends Found ? 1 : 2 ? [] : [never]
): void {}
