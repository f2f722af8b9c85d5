declare module '*.wasm' {
  /** A character a byte for the server's entry; as a WebAssembly.Module for workerd's, which casts it. */
  const content: string;
  export default content;
}
