declare module 'tcaptcha-wasm/tcaptcha.wasm?url' {
  const url: string;
  export default url;
}
