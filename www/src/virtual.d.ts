declare module 'tcaptcha-wasm/tcaptcha.wasm?url' {
  const url: string;
  export default url;
}

declare module 'virtual:snippets' {
  /** The AppId that the examples carry. */
  export const placeholder: string;
  export const snippets: import('../build/snippets.ts').Snippet[];
}

declare module 'virtual:reasons' {
  const reasons: Record<
    import('./explained/names.ts').Reason,
    import('../build/explanations.ts').Explanation
  >;
  export default reasons;
}

declare module 'virtual:mistakes' {
  const mistakes: Record<
    import('tcaptcha-wasm/web').AidMistake,
    import('../build/explanations.ts').Explanation
  >;
  export default mistakes;
}
