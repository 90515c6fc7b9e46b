import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../contract/ids.ts';
import type { Advisory, AdvisoryTable } from './advisories.ts';
import { versionFindings } from './version-advisor.ts';

const now = Date.parse('2026-11-29');
const id = (member: string) => member as MemberId; // made up

function anAdvisory(name: string, changes: Partial<Advisory> = {}): Advisory {
  const affected = [{ before: '3.5.10' }, { from: '3.6.0', before: '3.6.4' }];
  return {
    id: name,
    title: `What ${name} does`,
    affected,
    severity: 'warning',
    source: 'a list',
    dated: '2026-01-01',
    ...changes,
  };
}

const table: AdvisoryTable = {
  dated: '2026-11-01',
  newest: '3.7',
  maintenance: [
    { minor: '3.3', ended: '2021-06-15', source: 'a list' },
    { minor: '3.4', ended: '2026-06-01', source: 'a list' },
    { minor: '3.5', ended: '2027-07-08', source: 'a list' },
  ],
  advisories: [
    anAdvisory('A'),
    anAdvisory('B', { affected: [{ from: '3.5.2', before: '3.5.12' }], severity: 'critical' }),
    anAdvisory('C', { affected: [{ from: '3.4.5', before: '3.4.9' }], severity: 'info' }),
  ],
};

function defects(version: string): unknown {
  const found = versionFindings([{ id: id('1'), version }], table, now).find(({ code }) => code === 'KnownDefect');
  return found === undefined
    ? null
    : `${found.severity} ${found.detail.id} of ${found.detail.ids}: ${found.detail.fixedIn}`;
}

describe('known defects', () => {
  it.each([
    ['3.4.4', 'warning A of A: 3.5.10'],
    ['3.4.5', 'warning A of A, C: 3.5.10'],
    ['3.4.9', 'warning A of A: 3.5.10'],
    ['3.5.1', 'warning A of A: 3.5.10'],
    ['3.5.2', 'critical B of B, A: 3.5.12'],
    ['3.5.10', 'critical B of B: 3.5.12'],
    ['3.5.11-k3s1', 'critical B of B: 3.5.12'],
    ['3.5.12', null],
    ['3.6.0-rc.1', 'warning A of A: 3.6.4'],
    ['3.6.4', null],
    ['3.7.0', null],
    ['4.0.0', null],
    ['not a version', null],
  ])('of %s', (version, expected) => expect(defects(version)).toBe(expected));

  it('are about the cluster where all members run one version, and else about each that has them', () => {
    const of = (...versions: readonly string[]) =>
      versionFindings(
        versions.map((version, place) => ({ id: id(`${place}`), version })),
        table,
        now,
      ).map(({ code, member, detail }) => `${code} ${member} ${detail.version} ${detail.defects}`);
    expect(of('3.5.3', '3.5.3', '3.5.3')).toEqual(['KnownDefect null 3.5.3 2']);
    expect(of('3.5.3', '3.5.12', '3.5.11')).toEqual(['KnownDefect 0 3.5.3 2', 'KnownDefect 2 3.5.11 1']);
    expect(of()).toEqual([]);
  });
});

describe('the end of maintenance', () => {
  const ended = (version: string, at = now) =>
    versionFindings([{ id: id('1'), version }], table, at).find(({ code }) => code === 'VersionEnded')?.detail.ended ??
    null;

  it.each([
    ['3.2.0', '2021-06-15'],
    ['3.3.27', '2021-06-15'],
    ['3.4.45', '2026-06-01'],
    ['3.5.33', null],
    ['3.6.14', null],
    ['3.8.0', null],
  ])('of %s', (version, expected) => expect(ended(version)).toBe(expected));

  it('is said from its day on', () => {
    expect(ended('3.5.33', Date.parse('2027-07-07'))).toBeNull();
    expect(ended('3.5.33', Date.parse('2027-07-08'))).toBe('2027-07-08');
  });
});
