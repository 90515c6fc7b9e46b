import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromPem } from '../tls/pem.ts';
import { readSshKey } from './ssh-keys.ts';

const run = promisify(execFile);
const passphrase = 'öffne dich';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-openssh-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A key written by OpenSSH itself, and its public half. */
async function aKey(
  name: string,
  ...args: readonly string[]
): Promise<{ readonly file: string; readonly pub: string }> {
  const file = join(folder, name);
  await run('ssh-keygen', ['-q', '-N', passphrase, '-C', name, '-f', file, ...args]);
  return { file, pub: (await readFile(`${file}.pub`, 'utf8')).split(' ')[1] ?? '' };
}

it.each([
  ['ed25519', ['-t', 'ed25519']],
  ['rsa', ['-t', 'rsa', '-b', '2048']],
  ['ecdsa', ['-t', 'ecdsa', '-b', '384']],
  ['aes128-ctr', ['-t', 'ed25519', '-Z', 'aes128-ctr']],
  ['aes192-ctr', ['-t', 'ed25519', '-Z', 'aes192-ctr']],
  ['aes256-cbc', ['-t', 'ed25519', '-Z', 'aes256-cbc']],
  ['a cipher of the library', ['-t', 'ed25519', '-Z', 'aes256-gcm@openssh.com']],
  ['one round', ['-t', 'ed25519', '-a', '1']],
])('opens an encrypted key: %s', async (name, args) => {
  const { file, pub } = await aKey(name.replaceAll(' ', '-'), ...args);
  const key = await readSshKey(file, passphrase);
  expect(key.getPublicSSH().toString('base64')).toBe(pub);
  expect(key.isPrivateKey()).toBe(true);
  await expect(readSshKey(file, 'another')).rejects.toMatchObject({ code: 'SshPassphraseWrong', detail: { file } });
  await expect(readSshKey(file, null)).rejects.toMatchObject({ code: 'SshPassphraseRequired' });
});

it('lets others run while it opens one', async () => {
  const { file } = await aKey('slow', '-t', 'ed25519', '-a', '64');
  let turns = 0;
  const other = setInterval(() => {
    turns += 1;
  }, 1);
  await readSshKey(file, passphrase);
  clearInterval(other);
  // 128 hashes; without yielding there would be a turn or two, for the file.
  expect(turns).toBeGreaterThan(40);
});

it('does not begin what would not end, nor take what was cut', async () => {
  const { file } = await aKey('endless', '-t', 'ed25519', '-a', '1');
  const text = await readFile(file, 'utf8');
  const bytes = fromPem({ label: '', text });
  const roundsAt = bytes.indexOf('bcrypt') + 6 + 4 + 4 + 16;
  const wrap = (content: Buffer): string =>
    `-----BEGIN OPENSSH PRIVATE KEY-----\n${content.toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`;
  expect(bytes.readUInt32BE(roundsAt)).toBe(1);
  bytes.writeUInt32BE(0xffff_ffff, roundsAt);
  const endless = join(folder, 'endless-forged');
  await writeFile(endless, wrap(bytes));
  await expect(readSshKey(endless, passphrase)).rejects.toMatchObject({
    code: 'SshKeyInvalid',
    message: expect.stringContaining('4294967295 rounds'),
  });
  bytes.writeUInt32BE(1, roundsAt);
  const cut = join(folder, 'cut');
  await writeFile(cut, wrap(bytes.subarray(0, -5)));
  await expect(readSshKey(cut, passphrase)).rejects.toMatchObject({ code: expect.stringMatching(/^Ssh(Key|Pass)/) });
});
