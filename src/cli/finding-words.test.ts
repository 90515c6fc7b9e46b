import { expect, it } from 'vitest';
import { findingWords } from '../contract/finding-words/every-finding.ts';
import { findingCodes } from '../contract/findings.ts';
import { aCluster, aFinding, aMember } from '../renderer/testing/cluster-builders.ts';
import { everyErrorCode } from '../testing/every-error-code.ts';
import { wordsHere } from './failure-words.ts';

const status = aCluster([aMember({ name: 'a' })]);
const windowOnly = /\b(windows?|screen|reload|keychain|paste|in the connection)\b|\bCluster\b/;

it.each(findingCodes)('names nothing for %s that only a window has', (code) => {
  const { title, evidence, remedy } = findingWords(aFinding(code), status, wordsHere);
  expect(`${title} ${evidence} ${remedy}`).not.toMatch(windowOnly);
});

const silences = [
  'ConnectionRefused',
  'DeadlineExceeded',
  'Unavailable',
  'NameNotResolved',
  'ServerCertificateUntrusted',
];

it.each([
  ...silences,
  ...['EndpointUnprotected', 'NotSupportedForLearner', 'ClientCertificateRequired', 'Unrecognised', 'NoMetrics'],
])('nor for a member that is silent by %s', (name) => {
  const code = everyErrorCode.find((one) => one === name);
  if (code === undefined) throw new Error(`${name} is no code`);
  const failure = { code, message: 'said', retry: false } as const;
  for (const about of ['MemberDown', 'MetricsUnread'] as const) {
    const { evidence, remedy } = findingWords(aFinding(about, { failure }), status, wordsHere);
    expect(`${evidence} ${remedy}`).not.toMatch(windowOnly);
  }
});
