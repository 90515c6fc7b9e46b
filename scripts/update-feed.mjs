// npm run update-feed -- key|build|sign: the key that releases are announced with, what a build knows of it, and the feed.
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { inProject } from './project.mjs';
import { signFeed } from './update-feed/sign.mjs';

const usage = `usage: npm run update-feed -- key FILE
         makes an Ed25519 key; FILE (PEM, mode 600) signs, and belongs into no repository. Prints the public key
       npm run update-feed -- build ADDRESS PUBLIC_KEY
         writes resources/update-feed.json: the builds made then know this feed
       npm run update-feed -- sign FILE VERSION NOTES|-
         prints the feed that announces a version, believed for 180 days. FILE may be -: the key is in ETCDECK_UPDATE_KEY`;
const dayMs = 24 * 60 * 60_000;
const day = (/** @type {number} */ at) => new Date(at).toISOString().slice(0, 10);
const spki = (/** @type {import('node:crypto').KeyObject} */ key) =>
  key.export({ format: 'der', type: 'spki' }).toString('base64');

const [verb, ...args] = process.argv.slice(2);
const [first, second, third] = args;
if (verb === 'key' && first !== undefined && args.length === 1) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(first, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  console.log(spki(publicKey));
} else if (verb === 'build' && first !== undefined && second !== undefined && args.length === 2) {
  const key = createPublicKey({ key: Buffer.from(second, 'base64'), format: 'der', type: 'spki' });
  if (new URL(first).protocol !== 'https:' || key.asymmetricKeyType !== 'ed25519') throw new Error(usage);
  const text = JSON.stringify({ address: first, publicKey: spki(key) });
  writeFileSync(inProject('resources', 'update-feed.json'), `${text}\n`);
} else if (verb === 'sign' && first !== undefined && second !== undefined && third !== undefined && args.length === 3) {
  const pem = first === '-' ? (process.env.ETCDECK_UPDATE_KEY ?? '') : readFileSync(first, 'utf8');
  const now = Date.now();
  const feed = {
    version: second,
    released: day(now),
    expires: day(now + 180 * dayMs),
    notes: third === '-' ? null : third,
  };
  console.log(JSON.stringify(signFeed(feed, createPrivateKey(pem))));
} else {
  console.error(usage);
  process.exitCode = 2;
}
