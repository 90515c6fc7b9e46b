import { expect, it } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import type { KeyEntry } from '../../../contract/keys.ts';
import type { ValuesApi } from '../../../contract/values.ts';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { isEditable, isMasked, plainReading, readValue } from './read-value.ts';

// A connection goes by any name here.
const connection = 'c' as ConnectionId;
const entry: KeyEntry = {
  key: bytesOf('/a'),
  value: bytesOf('x'),
  createRevision: 1,
  modRevision: 1,
  version: 1,
  lease: null,
  isMasked: false,
  bytes: 1,
};

const decode: ValuesApi['decode'] = async ({ codec, reveal }) => {
  if (codec === 'json') throw new EtcdeckError({ code: 'ValueMalformed', message: 'no JSON' });
  if (codec === 'gzip') throw new EtcdeckError({ code: 'BackendClosed', message: 'gone' });
  const notes = reveal ? [] : [{ kind: 'masked' } as const];
  return {
    codec: codec ?? 'text',
    codecs: ['text'],
    text: 'x',
    language: 'plaintext',
    canEncode: true,
    notes,
    object: null,
  };
};
const api = scriptedApi({ values: { decode } });

it('reads a value in the best codec where it cannot be read in the one that is wanted', async () => {
  const read = await readValue(api, liveKeys(connection), entry, {
    ...plainReading,
    codec: 'json',
    showsManagedFields: true,
  });
  expect(read.form).toEqual({ codec: 'text', showsManagedFields: true });
});

it('hides no other failure', async () => {
  const reading = { ...plainReading, codec: 'gzip' } as const;
  await expect(readValue(api, liveKeys(connection), entry, reading)).rejects.toMatchObject({ code: 'BackendClosed' });
});

it('lets nothing that is covered be edited', async () => {
  const covered = await readValue(api, liveKeys(connection), entry, plainReading);
  expect([isMasked(covered), isEditable(covered)]).toEqual([true, false]);
  const clear = await readValue(api, liveKeys(connection), entry, { ...plainReading, reveal: true });
  expect([isMasked(clear), isEditable(clear)]).toEqual([false, true]);
  expect(isMasked({ ...clear, entry: { ...entry, isMasked: true } })).toBe(true);
});
