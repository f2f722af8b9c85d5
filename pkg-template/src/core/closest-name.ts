import { closestMatch } from 'leven';

/** A name that contains the other one, as `captchaAppId` does `appId`; else by the letters that differ. */
export function closestName(name: string, known: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const longer = known.filter((other) => other.toLowerCase().indexOf(lower) >= 0);
  return closestMatch(lower, longer.length > 0 ? longer : known);
}
