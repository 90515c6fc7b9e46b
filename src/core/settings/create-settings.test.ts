import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testPorts } from '../../testing/ports.ts';
import { createSettings } from './create-settings.ts';

const defaults = {
  theme: 'system',
  etcdBinary: null,
  etcdRelease: null,
  snapshotFolder: null,
  journalDays: null,
  journalMiB: 768,
  reopensWindows: true,
  looksForUpdates: false,
  layout: {},
};

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-settings-'));
  file = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('settings', () => {
  it('have defaults before there is a file', async () => {
    expect(await createSettings(testPorts(folder)).get({})).toEqual(defaults);
  });

  it('change one by one, for every process that shares the folder', async () => {
    const [one, other] = [createSettings(testPorts(folder)), createSettings(testPorts(folder))];
    await one.update({ changes: { theme: 'dark' } });
    expect(await other.update({ changes: { snapshotFolder: '/backups' } })).toEqual({
      ...defaults,
      theme: 'dark',
      snapshotFolder: '/backups',
    });
    expect(await one.update({ changes: { snapshotFolder: null } })).toEqual({ ...defaults, theme: 'dark' });
  });

  it('fall back where a value makes no sense, and keep it on disk', async () => {
    const text = {
      theme: 'neon',
      etcdBinary: 7,
      reopensWindows: 'no',
      looksForUpdates: 'yes',
      layout: { tree: '{"w":200}', bad: 5 },
      fontSize: 14,
    };
    await writeFile(file, JSON.stringify(text));
    const settings = createSettings(testPorts(folder));
    expect(await settings.get({})).toEqual({ ...defaults, layout: { tree: '{"w":200}' } });
    await settings.update({ changes: { snapshotFolder: '/backups' } });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ ...text, snapshotFolder: '/backups' });
  });

  it('change the layout place by place; an empty place is gone', async () => {
    const settings = createSettings(testPorts(folder));
    await settings.update({ changes: { layout: { tree: '1', tabs: '2' } } });
    expect((await settings.update({ changes: { layout: { tree: '', status: '3' } } })).layout).toEqual({
      tabs: '2',
      status: '3',
    });
  });

  it('let the oldest places go beyond two hundred', async () => {
    const settings = createSettings(testPorts(folder));
    const places = (from: number) => Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`p${from + i}`, 'x']));
    await settings.update({ changes: { layout: places(0) } });
    const { layout } = await settings.update({ changes: { layout: places(150) } });
    expect(Object.keys(layout)).toHaveLength(200);
    expect(layout).not.toHaveProperty('p99');
    expect(layout).toHaveProperty('p299');
  });

  it.each([
    ['an unknown setting', { colour: 'red' }],
    ['a value that makes no sense', { theme: 'neon' }],
    ['a place that is too large', { layout: { tree: 'x'.repeat(20_001) } }],
  ])('refuse %s', async (_, changes) => {
    const settings = createSettings(testPorts(folder));
    // The wire checks requests before; core does not rely on it.
    await expect(settings.update({ changes: changes as object })).rejects.toMatchObject({
      code: 'BadRequest',
      // One line, as every host prints it.
      message: expect.stringMatching(/^The request does not hold: [^\n]+$/),
    });
    expect(await settings.get({})).toEqual(defaults);
  });

  it('name a damaged file and leave it as it is', async () => {
    await writeFile(file, '{"theme": ');
    const settings = createSettings(testPorts(folder));
    const damaged = { code: 'SettingsDamaged', detail: { file } };
    await expect(settings.get({})).rejects.toMatchObject(damaged);
    await expect(settings.update({ changes: { theme: 'dark' } })).rejects.toMatchObject(damaged);
    expect(await readFile(file, 'utf8')).toBe('{"theme": ');
  });

  it('say so when another process holds them and does not let go', async () => {
    const release = await lock(file, { realpath: false, stale: 3_000 });
    try {
      await expect(createSettings(testPorts(folder)).update({ changes: { theme: 'dark' } })).rejects.toMatchObject({
        code: 'SettingsLocked',
        retry: true,
      });
    } finally {
      await release();
    }
  }, 30_000);
});

describe('the host', () => {
  it('is told as its ports have it', async () => {
    const settings = createSettings(testPorts(folder, { version: '1.2.3', ownWindows: true, openSandbox: true }));
    expect(await settings.host({})).toMatchObject({
      version: '1.2.3',
      secrets: 'memory',
      secretsReason: 'a test has no keychain',
      nativeDialogs: false,
      nativeNotifications: false,
      ownWindows: true,
      openSandbox: true,
    });
  });

  it('shows a notification where it has them, and says so where it has none', async () => {
    const shown: unknown[] = [];
    const ports = testPorts(folder, { notifications: { show: (one) => void shown.push(one) } });
    await createSettings(ports).notify({ title: '2 changes of /app/…', lines: ['put /app/a', 'delete /app/b'] });
    expect(shown).toEqual([{ title: '2 changes of /app/…', body: 'put /app/a\ndelete /app/b' }]);
    const none = createSettings(testPorts(folder)).notify({ title: 'x', lines: [] });
    await expect(none).rejects.toMatchObject({ code: 'Unimplemented' });
  });
});
