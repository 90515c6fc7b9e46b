import { MessageChannel } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { spanOf } from '../../sources/key-span.ts';
import type { OpenSource } from '../../sources/open-sources.ts';
import { packEntries, unpackEntries } from '../../sources/packed-entries.ts';
import type { FirstEntries } from '../../sources/source-reader.ts';
import { answerSource } from './answer-source.ts';
import { sourceAtPort } from './source-at-port.ts';

const { port1: host, port2: thread } = new MessageChannel();
afterAll(() => {
  host.close();
  thread.close();
});

const span = spanOf(Buffer.from('/registry/pods/'));
let names = [''];

/** Answers with one entry at a time. */
async function first({ start }: { readonly start: Uint8Array }): Promise<FirstEntries> {
  const left = names.filter((name) => Buffer.compare(Buffer.from(name), start) >= 0);
  const entry = { value: Buffer.from('x'), createRevision: 1, modRevision: 1, version: 1, lease: null };
  const packed = packEntries(left.slice(0, 1).map((name) => ({ key: Buffer.from(name), ...entry })));
  return { packed, revision: 7, rest: Math.max(0, left.length - 1) };
}

const whole = { first, revision: null, pin: () => whole };
answerSource(host, { whole, changes: null } as unknown as OpenSource, async (entry) => entry); // nothing else is asked
const { pages } = sourceAtPort(thread, null);

/** Reads pages whole: what each one came in, and its keys. */
async function read(memory: SharedArrayBuffer | 'made' | null) {
  const found: { buffer: ArrayBufferLike; keys: string }[] = [];
  const signal = new AbortController().signal;
  for await (const { packed } of pages({ span, revision: null, memory }, { signal }))
    found.push({
      buffer: packed.bytes.buffer,
      keys: Array.from(unpackEntries(packed), ({ key }) => Buffer.from(key).toString()).join(),
    });
  return found;
}

it('makes shared memory for pages of which there are several, and moves the only one', async () => {
  names = ['/registry/pods/a'];
  const [only] = await read('made');
  expect(only).toMatchObject({ keys: '/registry/pods/a', buffer: expect.any(ArrayBuffer) });

  names = ['/registry/pods/a', '/registry/pods/b', '/registry/pods/c'];
  const made = await read('made');
  expect(made).toHaveLength(3);
  for (const { buffer } of made) expect(buffer).toBeInstanceOf(SharedArrayBuffer);

  const given = new SharedArrayBuffer(1_000);
  await read(given);
  expect(Buffer.from(given).includes('/registry/pods/c')).toBe(true);
});
