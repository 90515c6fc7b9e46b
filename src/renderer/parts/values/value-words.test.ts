import { expect, it } from 'vitest';
import type { ValueNote } from '../../../contract/values.ts';
import { noteWords } from './value-words.ts';

it.each<[ValueNote, string]>([
  [
    { kind: 'encrypted', provider: 'kms v2', keyName: 'key-1', isOpened: false },
    'Encrypted at rest by Kubernetes: kms v2, key key-1. It takes the API server’s EncryptionConfiguration to read it.',
  ],
  [
    { kind: 'encrypted', provider: 'aescbc', keyName: null, isOpened: true },
    'Encrypted at rest by Kubernetes: aescbc. Opened with the configuration that you gave; saving encrypts it again.',
  ],
  [{ kind: 'unknownFields', count: 1 }, '1 field unknown to etcdeck: not shown, and kept when you save.'],
  [
    { kind: 'managedFieldsHidden', managers: 2 },
    'The managed fields of 2 managers are left out, and kept when you save.',
  ],
  [{ kind: 'decoder', name: 'Orders', message: 'shop.Order' }, 'Read as shop.Order, by the decoder Orders.'],
  [
    { kind: 'decoderFailed', name: 'Orders', message: '/p/a.proto:3: there is no type B' },
    'The decoder Orders cannot be used: /p/a.proto:3: there is no type B',
  ],
  [
    { kind: 'damaged', codec: 'protobuf', message: 'shop.Order has none of its fields' },
    'It is not what the decoder for this key reads: shop.Order has none of its fields',
  ],
  [{ kind: 'compressed', bytes: 2_048 }, 'Stored compressed; unpacked it has 2 KiB.'],
  [
    { kind: 'damaged', codec: 'kubernetes', message: 'unexpected end' },
    'It begins like Kubernetes and cannot be read as such: unexpected end',
  ],
  [
    { kind: 'undecoded', codec: null, bound: 'time', message: 'It takes longer than 4 s' },
    'Not read: It takes longer than 4 s. No honest value costs so much.',
  ],
])('says %j', (note, text) => {
  expect(noteWords(note, true).text).toBe(text);
});

it.each<[ValueNote, string]>([
  [
    { kind: 'encrypted', provider: 'aescbc', keyName: null, isOpened: true },
    'Encrypted at rest by Kubernetes: aescbc. Opened with the configuration that you gave.',
  ],
  [{ kind: 'unknownFields', count: 2 }, '2 fields unknown to etcdeck: not shown.'],
  [{ kind: 'managedFieldsHidden', managers: 1 }, 'The managed fields of 1 manager are left out.'],
])('says nothing of saving where nothing can be saved: %j', (note, text) => {
  expect(noteWords(note, false).text).toBe(text);
});
