declare module 'tcaptcha-wasm/tcaptcha.wasm?url' {
  const url: string;
  export default url;
}

declare module 'virtual:snippets' {
  import type { Snippet } from '../build/snippets.ts';
  /** The AppId that the examples carry. */
  export const placeholder: string;
  export const snippets: Snippet[];
}
