import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { readFeed } from '../../src/core/updates/signed-feed.ts';
import { signFeed } from './sign.mjs';

it('signs what the app believes', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const release = { version: '1.4.0', released: '2027-01-31', notes: null };
  const feed = signFeed({ ...release, expires: '2027-05-01' }, privateKey);
  const now = Date.parse('2027-02-01');
  expect(readFeed(new TextEncoder().encode(JSON.stringify(feed)), publicKey, now)).toEqual(release);
});
