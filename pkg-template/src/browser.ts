// What a bundle for browsers gets when it asks for the server's entry.

throw new Error(
  'tcaptcha-wasm is for servers: an AppSecretKey in a browser bundle is public. Call your backend for aidEncrypted; for tools and tests that run in a browser, import tcaptcha-wasm/web',
);

export {};
