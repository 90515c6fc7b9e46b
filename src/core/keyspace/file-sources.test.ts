import { mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleKeys } from '../../contract/key-source.ts';
import { testPorts } from '../../testing/ports.ts';
import { FileSources } from './file-sources.ts';
import { bundleOpener } from './open-bundle.ts';

const valueBytes = 1_000_000;
const never = new AbortController().signal;
const unread = () => undefined;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-bundles-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

function filesOf(bounds?: { readonly mostBytes: number }): FileSources {
  const bundle = bundleOpener(testPorts(folder));
  return new FileSources({ bundle, snapshot: bundle }, bounds);
}

/** A bundle of one value of a megabyte. */
async function aBundle(name: string) {
  const file = join(folder, name);
  const entries = [{ key: '/a', value: 'x'.repeat(valueBytes) }];
  await writeFile(file, JSON.stringify({ format: 'etcdeck-bundle', version: 1, entries }));
  return bundleKeys(file);
}

it('bundles that are opened at once share the memory that there is for all', async () => {
  const bundles = filesOf({ mostBytes: 1.5 * valueBytes });
  const [one, other] = [await aBundle('one.json'), await aBundle('other.json')];
  const opened = await Promise.allSettled([bundles.hold(one, never, unread), bundles.hold(other, never, unread)]);
  const refused = opened.filter((result) => result.status === 'rejected');
  expect(refused).toMatchObject([{ reason: { code: 'OutOfMemory' } }]);
  for (const result of opened) if (result.status === 'fulfilled') result.value.release();
  for (const file of [one, other]) (await bundles.hold(file, never, unread)).release();
  expect(() => bundles.require(one)).toThrow(expect.objectContaining({ code: 'SourceNotOpen' }));
});

it('a holder leaves at once although others wait for the same reading', async () => {
  const bundles = filesOf();
  const bundle = await aBundle('shared.json');
  const leaving = new AbortController();
  let isRead = false;
  const staying = bundles.hold(bundle, never, unread).then((held) => {
    isRead = true;
    return held;
  });
  const left = bundles.hold(bundle, leaving.signal, unread);
  leaving.abort();
  await expect(left).rejects.toMatchObject({ code: 'Cancelled' });
  expect(isRead).toBe(false);
  const held = await staying;
  expect(bundles.require(bundle)).toBe(held.source);
  held.release();
});

it('one file is read once, by whichever of its paths it is opened', async () => {
  const bundles = filesOf({ mostBytes: 1.5 * valueBytes });
  const bundle = await aBundle('linked.json');
  const link = bundleKeys(join(folder, 'link.json'));
  await symlink(bundle.file, link.file);
  const detour = bundleKeys(`${folder}/../${folder.replace(/^.*[/\\]/, '')}/linked.json`);
  const [one, other, third] = await Promise.all(
    [bundle, link, detour].map((keys) => bundles.hold(keys, never, unread)),
  );
  expect(other?.source).toBe(one?.source);
  expect(third?.source).toBe(one?.source);
  expect(bundles.require(link)).toBe(one?.source);
  // A path that is held stays that file's.
  await unlink(link.file);
  await symlink((await aBundle('another.json')).file, link.file);
  const again = await bundles.hold(link, never, unread);
  expect(again.source).toBe(one?.source);
  for (const held of [other, again]) held?.release();
  expect(() => bundles.require(link)).toThrow(expect.objectContaining({ code: 'SourceNotOpen' }));
  expect(bundles.require(detour)).toBe(one?.source);
  for (const held of [one, third]) held?.release();
  expect(() => bundles.require(bundle)).toThrow(expect.objectContaining({ code: 'SourceNotOpen' }));
});
