import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { longestTurn } from '../../testing/longest-turn.ts';
import { neverOpen } from '../../testing/plain-values.ts';
import { testPorts } from '../../testing/ports.ts';
import { resourcesFolder } from '../assets/assets.ts';
import { encodeObject } from '../kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import { createValueCodecs, type OwnedValueCodecs } from './value-codecs.ts';

let codecs: OwnedValueCodecs;
let configMap: Uint8Array;

beforeAll(async () => {
  codecs = createValueCodecs(testPorts(tmpdir()), neverOpen);
  const entries = Array.from({ length: 14_000 }, (_, at) => `"key-${at}":"${'x'.repeat(80)}: ${at}\\nnext"`);
  const json = `{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"},"data":{${entries.join(',')}}}`;
  configMap = encodeObject(await loadKubernetesSchema(resourcesFolder()), json, null);
});
afterAll(() => codecs.close());

const request = { source: null, key: new Uint8Array(), codec: null, showsManagedFields: false, reveal: false };

/** The duration of work, and the longest stall of the event loop during it, in milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<{ readonly took: number; readonly stall: number }> {
  const start = performance.now();
  const { ms } = await longestTurn(work);
  return { took: performance.now() - start, stall: ms };
}

describe('a value of 1.4 MB', () => {
  it('is read and written without holding others up', async () => {
    expect(configMap.length).toBeGreaterThan(1.3e6);
    // The thread runs already, as after the first large value.
    const { text } = await codecs.api.decode({ ...request, value: configMap });
    const form = { codec: 'kubernetes', showsManagedFields: false } as const;
    const edit = { source: null, key: new Uint8Array(), form, base: configMap };
    const { took, stall } = await timed(async () => {
      const { value } = await codecs.api.encode({ ...edit, text: text.replace('key-7:', 'key-7b:') });
      expect(value.length).toBe(configMap.length + 1);
    });
    // Seconds of work in the thread: on this event loop it would be one stall of its whole duration, however busy the
    // machine is.
    expect(took).toBeGreaterThan(300);
    expect(stall).toBeLessThan(took / 3);
  });

  it('can be stopped', async () => {
    const controller = new AbortController();
    const reading = codecs.api.decode({ ...request, value: configMap }, { signal: controller.signal });
    controller.abort();
    await expect(reading).rejects.toMatchObject({ code: 'Cancelled' });
    expect((await codecs.api.decode({ ...request, value: configMap })).codec).toBe('kubernetes');
  });

  it('that fails says why, in the thread as here', async () => {
    const value = new Uint8Array(1e6).fill(0xff);
    await expect(codecs.api.decode({ ...request, value, codec: 'json' })).rejects.toMatchObject({
      code: 'ValueMalformed',
    });
    expect((await codecs.api.decode({ ...request, value })).codec).toBe('hex');
  });
});
