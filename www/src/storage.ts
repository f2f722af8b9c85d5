// Preferences only. Keys and tokens are never stored.
type Preference = 'language' | 'theme';

export function recall(name: Preference): string | null {
  try {
    return localStorage.getItem(`tcaptcha-${name}`);
  } catch {
    return null; // blocked by the browser's settings
  }
}

export function remember(name: Preference, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`tcaptcha-${name}`);
    else localStorage.setItem(`tcaptcha-${name}`, value);
  } catch {
    // blocked by the browser's settings: the choice lasts until the page is left
  }
}
