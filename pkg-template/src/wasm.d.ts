// workerd gives a module that was compiled with the worker.
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
