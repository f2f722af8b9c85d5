import { CaptchaError } from './errors.js';

/**
 * Loads a part of the package that lies in a file of its own, once: see PARTS in build/parts.mjs.
 *
 * @param load - requires the file, which exports a function of what it shares with index.js
 * @throws CaptchaError ERR_CAPTCHA_INIT_FAILED, when it is called: a file that is missing is a mistake of
 *   the installation, and must not look like an outage
 */
export function partLoader<Shared, Part>(
  file: string,
  load: () => (shared: Shared) => Part,
  shared: Shared,
): () => Part {
  let part: Part | undefined;
  return () => {
    try {
      return (part ??= load()(shared));
    } catch (cause) {
      const message = `${file} cannot be loaded: it must lie beside index.js`;
      throw new CaptchaError('ERR_CAPTCHA_INIT_FAILED', message, cause);
    }
  };
}
