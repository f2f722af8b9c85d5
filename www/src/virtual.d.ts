declare module 'tcaptcha-wasm/tcaptcha.wasm?url' {
  const url: string;
  export default url;
}

declare module 'virtual:snippets' {
  /** The AppId that the examples carry. */
  export const placeholder: string;
  export const snippets: import('../build/snippets.ts').Snippet[];
}
