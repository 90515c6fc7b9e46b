import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Finding, findingKey } from '../../contract/findings.ts';
import type { ClusterId } from '../../contract/ids.ts';
import { aFinding } from '../../renderer/testing/cluster-builders.ts';
import { testPorts } from '../../testing/ports.ts';
import { FindingLedger } from './finding-ledger.ts';
import { openSnoozes } from './snoozes.ts';

const cluster = 'c1' as ClusterId; // made up
const other = 'c2' as ClusterId; // made up
const slow = aFinding('SlowFsync');
const about = { clusterId: cluster, finding: findingKey(slow) };

let folder: string;
let now: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etcdeck-ledger-'));
  now = 1_000_000;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function opened() {
  const ports = testPorts(folder, { clock: { now: () => now } });
  const snoozes = openSnoozes(ports);
  const ledger = new FindingLedger({ clock: ports.clock, snoozes });
  const entered = (finding: Finding = slow, id = cluster) => ledger.entered(id, [finding])[0];
  return { ledger, snoozes, entered, said: ports.said };
}

const snooze = { ...about, reason: 'a window on Sunday', until: null, at: 0, severity: 'warning' } as const;

it('says since when a finding is seen, each by itself', () => {
  const { entered } = opened();
  expect(entered()?.since).toBe(1_000_000);
  now += 100_000;
  expect(entered()?.since).toBe(1_000_000);
  const url = (text: string) => entered(aFinding('CertificateEnding', { detail: { url: text } }))?.since;
  expect(url('https://a')).toBe(1_100_000);
  now += 1_000;
  expect([url('https://a'), url('https://b')]).toEqual([1_100_000, 1_101_000]);
  expect(entered(slow, other)?.since).toBe(1_101_000);
});

it('begins anew once a finding was gone for more than two minutes', () => {
  const { entered } = opened();
  entered();
  now += 120_000;
  expect(entered()?.since).toBe(1_000_000);
  now += 120_001;
  expect(entered()?.since).toBe(1_240_001);
});

it('keeps a snooze over a restart, until it is woken', async () => {
  const { snoozes, entered } = opened();
  await snoozes.set(snooze);
  expect(entered()?.snoozed).toEqual({ reason: 'a window on Sunday', until: null });
  expect(entered(aFinding('SlowCommit'))?.snoozed).toBeNull();
  expect(entered(slow, other)?.snoozed).toBeNull();
  const again = opened();
  expect(again.entered()?.snoozed).not.toBeNull();
  await again.snoozes.drop(about);
  expect(again.entered()?.snoozed).toBeNull();
});

it('wakes a finding that gets worse, and not one that gets better', async () => {
  const { ledger, snoozes, entered } = opened();
  entered();
  expect(ledger.severityOf(cluster, findingKey(slow))).toBe('warning');
  await snoozes.set(snooze);
  expect(entered({ ...slow, severity: 'critical' })?.snoozed).toBeNull();
  expect(entered({ ...slow, severity: 'info' })?.snoozed).not.toBeNull();
});

it('drops what is over, and the oldest beyond 500', async () => {
  const { snoozes, entered } = opened();
  await snoozes.set({ ...snooze, until: now + 1_000 });
  expect(entered()?.snoozed).not.toBeNull();
  now += 1_000;
  expect(entered()?.snoozed).toBeNull();
  const document = join(folder, 'snoozes.json');
  const many = Array.from({ length: 600 }, (_, at) => ({ ...snooze, clusterId: `c${at}` }));
  writeFileSync(document, JSON.stringify({ snoozes: many }));
  await snoozes.set(snooze);
  const kept: unknown[] = JSON.parse(readFileSync(document, 'utf8')).snoozes;
  expect(kept.length).toBe(500);
  expect(kept.at(-1)).toMatchObject({ clusterId: cluster });
});

it('shows everything where the file is damaged, and leaves the file as it is', async () => {
  writeFileSync(join(folder, 'snoozes.json'), 'not JSON');
  const { snoozes, entered, said } = opened();
  expect(entered()?.snoozed).toBeNull();
  expect(said.join()).toContain('snoozes.json');
  await expect(snoozes.set(snooze)).rejects.toMatchObject({ code: 'SettingsDamaged' });
  writeFileSync(join(folder, 'snoozes.json'), JSON.stringify({ snoozes: [{ ...snooze, finding: 7 }, 7, null] }));
  const again = opened();
  expect(again.entered()?.snoozed).toBeNull();
});

it('forgets clusters and findings beyond its bounds', () => {
  const { ledger, entered } = opened();
  entered();
  for (let at = 0; at < 64; at += 1) entered(slow, `x${at}` as ClusterId); // made up
  now += 10;
  expect(entered()?.since).toBe(1_000_010);
  const many = Array.from({ length: 1_500 }, (_, at) =>
    aFinding('OtherCluster', { detail: { endpoint: `https://${at}` } }),
  );
  expect(ledger.entered(cluster, many)).toHaveLength(1_500);
});
