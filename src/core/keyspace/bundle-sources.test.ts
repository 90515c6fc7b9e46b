import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleKeys } from '../../contract/key-source.ts';
import { testPorts } from '../../testing/ports.ts';
import { BundleSources } from './bundle-sources.ts';

const valueBytes = 1_000_000;
const never = new AbortController().signal;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-bundles-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A bundle of one value of a megabyte. */
async function aBundle(name: string) {
  const file = join(folder, name);
  const entries = [{ key: '/a', value: 'x'.repeat(valueBytes) }];
  await writeFile(file, JSON.stringify({ format: 'etcdeck-bundle', version: 1, entries }));
  return bundleKeys(file);
}

it('bundles that are opened at once share the memory that there is for all', async () => {
  const bundles = new BundleSources(testPorts(folder), { mostBytes: 1.5 * valueBytes });
  const [one, other] = [await aBundle('one.json'), await aBundle('other.json')];
  const opened = await Promise.allSettled([bundles.hold(one, never), bundles.hold(other, never)]);
  const refused = opened.filter((result) => result.status === 'rejected');
  expect(refused).toMatchObject([{ reason: { code: 'OutOfMemory' } }]);
  for (const result of opened) if (result.status === 'fulfilled') result.value.release();
  for (const file of [one, other]) (await bundles.hold(file, never)).release();
  expect(() => bundles.require(one)).toThrow(expect.objectContaining({ code: 'SourceNotOpen' }));
});

it('a holder leaves at once although others wait for the same reading', async () => {
  const bundles = new BundleSources(testPorts(folder));
  const bundle = await aBundle('shared.json');
  const leaving = new AbortController();
  let isRead = false;
  const staying = bundles.hold(bundle, never).then((held) => {
    isRead = true;
    return held;
  });
  const left = bundles.hold(bundle, leaving.signal);
  leaving.abort();
  await expect(left).rejects.toMatchObject({ code: 'Cancelled' });
  expect(isRead).toBe(false);
  const held = await staying;
  expect(bundles.require(bundle)).toBe(held.source);
  held.release();
});
