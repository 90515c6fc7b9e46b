import { magic } from '../codec/type-meta.ts';

/** How the bytes of a value hold an object. */
export type StoredAs = 'protobuf' | 'json' | 'cbor' | 'encrypted' | 'other';

/** The first bytes of a value that an API server encrypted. */
export const encryptedStart: Uint8Array = Buffer.from('k8s:enc:');

const starts: readonly (readonly [StoredAs, Uint8Array])[] = [
  ['protobuf', magic],
  ['encrypted', encryptedStart],
  ['cbor', Uint8Array.of(0xd9, 0xd9, 0xf7)],
];

/** Decides by the first bytes only: a value that begins like JSON may still be damaged. */
export function storedAs(value: Uint8Array): StoredAs {
  const head = value[0];
  for (const [form, start] of starts) {
    if (head === start[0] && start.every((byte, at) => value[at] === byte)) return form;
  }
  // `{` after white space, which no encoder writes, but a person may.
  const first = value.find((byte) => byte > 0x20);
  return first === 0x7b ? 'json' : 'other';
}
