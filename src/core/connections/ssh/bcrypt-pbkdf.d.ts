declare module 'bcrypt-pbkdf' {
  const bcrypt: {
    /** Bytes of one hash. */
    readonly HASHSIZE: number;
    /** One round: two SHA-512 digests in, `HASHSIZE` bytes out. */
    hash(passphrase: Uint8Array, salt: Uint8Array, out: Uint8Array): void;
  };
  export = bcrypt;
}
