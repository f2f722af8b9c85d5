// The other implementation of AES that the library is compared with: the runtime's own.

/** AES-256 of Node.js's `crypto` module. Opening returns null where the key or the tag is wrong. */
export function nodePeer(crypto) {
  const bytes = (...buffers) => Uint8Array.from(Buffer.concat(buffers));
  return {
    name: 'node:crypto',
    async cbcSeal(key, iv, plaintext) {
      const cipher = crypto.createCipheriv('aes-256-cbc', key, iv);
      return bytes(cipher.update(plaintext), cipher.final());
    },
    async cbcOpen(key, iv, ciphertext) {
      const decipher = crypto.createDecipheriv('aes-256-cbc', key, iv);
      try {
        return bytes(decipher.update(ciphertext), decipher.final());
      } catch (_) {
        return null;
      }
    },
    async gcmSeal(key, iv, aad, plaintext) {
      const cipher = crypto.createCipheriv('aes-256-gcm', key, iv);
      cipher.setAAD(aad);
      const body = cipher.update(plaintext);
      return bytes(body, cipher.final(), cipher.getAuthTag());
    },
    async gcmOpen(key, iv, aad, sealed) {
      const decipher = crypto.createDecipheriv('aes-256-gcm', key, iv);
      decipher.setAAD(aad);
      decipher.setAuthTag(sealed.slice(sealed.length - 16));
      try {
        return bytes(decipher.update(sealed.slice(0, sealed.length - 16)), decipher.final());
      } catch (_) {
        return null;
      }
    },
    randomBytes: (length) => Uint8Array.from(crypto.randomBytes(length)),
  };
}

/** The same on WebCrypto, for browsers and workerd. */
export function webPeer(crypto) {
  const subtle = crypto.subtle;
  const imported = (key, name) => subtle.importKey('raw', key, name, false, ['encrypt', 'decrypt']);
  const run = async (operation, algorithm, key, data) =>
    new Uint8Array(await subtle[operation](algorithm, await imported(key, algorithm.name), data));
  const orNull = (promise) =>
    promise.then(
      (bytes) => bytes,
      () => null,
    );
  const gcm = (iv, aad) => ({ name: 'AES-GCM', iv, additionalData: aad, tagLength: 128 });
  return {
    name: 'WebCrypto',
    cbcSeal: (key, iv, plaintext) => run('encrypt', { name: 'AES-CBC', iv }, key, plaintext),
    cbcOpen: (key, iv, ciphertext) =>
      orNull(run('decrypt', { name: 'AES-CBC', iv }, key, ciphertext)),
    gcmSeal: (key, iv, aad, plaintext) => run('encrypt', gcm(iv, aad), key, plaintext),
    gcmOpen: (key, iv, aad, sealed) => orNull(run('decrypt', gcm(iv, aad), key, sealed)),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  };
}
