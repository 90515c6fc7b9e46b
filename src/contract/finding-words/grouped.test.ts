import { expect, it } from 'vitest';
import { aCluster, aFinding, aMember } from '../../renderer/testing/cluster-builders.ts';
import { type FindingCode, findingCodes } from '../findings.ts';
import { groupedFindings } from './grouped.ts';

const members = ['a', 'b', 'c'].map((name) => aMember({ name }));
const status = aCluster(members);
const ofEach = (code: FindingCode, detail: (name: string) => Readonly<Record<string, string | number>> = () => ({})) =>
  members.map(({ id, name }) => aFinding(code, { member: id, detail: detail(name) }));

it.each([
  ['PlainClientURL', 'Clients reach a, b and c without encryption', 'They announce http://a, http://b and http://c.'],
  ['PlainPeerURL', 'a, b and c speak to their peers without encryption', 'Their peer URLs are http://a, '],
  ['OpenClientPort', 'a, b and c accept clients without a certificate', 'http://a, http://b and http://c answered '],
  ['OpenPeerPort', 'a, b and c accept peers without a certificate', 'http://a, http://b and http://c answered '],
  ['CertificateEnding', 'The server certificates of a, b and c end in 9 days', 'CN=a ends '],
  ['NearQuota', 'Databases are nearly full: a 80%, b 80% and c 80%', 'a has 800 B of '],
] as const)('says %s of several members once, with their names', (code, title, evidence) => {
  const found = ofEach(code, (name) => ({
    ...{ url: `http://${name}`, endpoint: `http://${name}`, dbSize: 800, dbSizeQuota: 1_000 },
    ...{ use: 'server', days: 9, subject: `CN=${name}` },
  }));
  const [group, ...others] = groupedFindings([aFinding('AuthOff'), ...found], status).slice(1);
  expect(others).toEqual([]);
  expect(group?.findings).toEqual(found);
  expect(group?.words.title).toBe(title);
  expect(group?.words.evidence.startsWith(evidence)).toBe(true);
});

it('leaves apart what is of one member, of another urgency, or snoozed', () => {
  const [a, b, c] = ofEach('PlainPeerURL', (name) => ({ url: `http://${name}` }));
  if (a === undefined || b === undefined || c === undefined) throw new Error('three were expected');
  expect(groupedFindings([a, { ...a, detail: { url: 'http://z' } }], status)).toHaveLength(2);
  const snoozed = { reason: 'known', until: null };
  expect(groupedFindings([a, { ...b, severity: 'info' }, { ...c, snoozed }], status)).toHaveLength(3);
  const days = [4, 9, 9].map((left, at) =>
    aFinding('CertificateEnding', { member: members[at]?.id ?? null, detail: { days: left } }),
  );
  expect(groupedFindings(days, status).map(({ findings }) => findings.length)).toEqual([1, 2]);
});

it('is bounded and printable for many members with hostile facts', () => {
  const text = `\u001b]0;owned\u0007${'x'.repeat(10_000)}`;
  const many = Array.from({ length: 60 }, (_, at) => aMember({ name: `${at}${text}` }));
  const names = ['url', 'endpoint', 'subject', 'use'];
  const detail = Object.fromEntries(names.map((name) => [name, text]));
  for (const code of findingCodes) {
    const found = many.map(({ id }) => aFinding(code, { member: id, detail }));
    for (const { words, findings } of groupedFindings(found, aCluster(many))) {
      if (code === 'Fragmented' || findings.length < 2) continue;
      for (const line of [words.title, words.evidence, words.remedy]) {
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(line.length).toBeLessThan(5_000);
      }
    }
  }
});
