import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  attempt,
  cluster,
  connections,
  failureOf,
  home,
  open,
  sshd,
  startSshWorld,
  trusting,
  way,
} from '../../../testing/ssh-world.ts';
import { canSetPassword, hasSshd, startAgent, startSshd, withoutSshd } from '../../../testing/sshd.ts';

if (!hasSshd) console.warn(withoutSshd);
startSshWorld();

describe.skipIf(!hasSshd)('the host key', () => {
  it('is asked for, remembered, and never taken silently when it changes', async () => {
    const server = await startSshd();
    try {
      const made = await connections();
      const draft = cluster.draft({ ssh: way(server) });
      const unknown = await failureOf(open(made, draft));
      const { host, port } = server;
      const fingerprint = await server.fingerprint();
      expect(unknown).toMatchObject({ code: 'SshHostKeyUnknown', detail: { host, port, fingerprint } });
      await made.api.trustHostKey({ host, port, fingerprint });
      // Acts as another process, which reads the settings again.
      const again = await connections(made.folder);
      expect(await attempt(again, way(server))).toBe('connected');

      await server.stop();
      await server.changeHostKey();
      await server.start();
      const changed = await failureOf(open(again, draft));
      expect(changed).toMatchObject({
        code: 'SshHostKeyChanged',
        detail: { fingerprint: await server.fingerprint(), expected: fingerprint },
      });
      await made.api.trustHostKey({ host, port, fingerprint: await server.fingerprint() });
      expect(await attempt(again, way(server))).toBe('connected');
    } finally {
      await server.close();
    }
  });

  it("is OpenSSH's own where that knows it, and a revoked one is refused", async () => {
    const file = join(home, '.ssh', 'known_hosts');
    await writeFile(file, `[127.0.0.1]:${sshd.port} ${await sshd.hostKey()}\n`);
    expect(await attempt(await connections(), way())).toBe('connected');
    await writeFile(file, `@revoked * ${await sshd.hostKey()}\n`);
    expect(await attempt(await trusting(), way())).toBe('SshHostKeyChanged');
  });
});

describe.skipIf(!hasSshd)('logging in', () => {
  it('takes a key, encrypted or not', async () => {
    const made = await trusting();
    const encrypted = way(sshd, { keyFile: sshd.encryptedKeyFile });
    expect(await attempt(made, way())).toBe('connected');
    expect(await attempt(made, encrypted)).toBe('SshPassphraseRequired');
    expect(await attempt(made, encrypted, { sshPassphrase: 'wrong' })).toBe('SshPassphraseWrong');
    expect(await attempt(made, encrypted, { sshPassphrase: sshd.passphrase })).toBe('connected');
    expect(await attempt(made, way(sshd, { keyFile: sshd.strangerKeyFile }))).toBe('SshAuthFailed');
    expect(await attempt(made, way(sshd, { keyFile: `${sshd.keyFile}.pub` }))).toBe('SshKeyInvalid');
    expect(await attempt(made, way(sshd, { keyFile: join(home, 'nothing') }))).toBe('FileNotFound');
  });

  it('takes the agent', async () => {
    const made = await trusting();
    expect(await attempt(made, way(sshd, { auth: 'agent' }))).toBe('SshAgentMissing');
    process.env.SSH_AUTH_SOCK = join(home, 'no-agent');
    expect(await attempt(made, way(sshd, { auth: 'agent' }))).toBe('SshAgentMissing');
    for (const [keys, outcome] of [
      [[sshd.strangerKeyFile, sshd.keyFile], 'connected'],
      [[sshd.strangerKeyFile], 'SshAuthFailed'],
    ] as const) {
      const agent = await startAgent(keys);
      process.env.SSH_AUTH_SOCK = agent.socket;
      expect(await attempt(made, way(sshd, { auth: 'agent' }))).toBe(outcome);
      agent.close();
    }
  });

  it.skipIf(!canSetPassword).each(['password', 'keyboard-interactive'] as const)(
    'takes a password, asked as %s',
    async (asked) => {
      const server = await startSshd({ password: asked });
      try {
        const made = await trusting(server);
        const ssh = way(server, { auth: 'password' });
        expect(await attempt(made, ssh)).toBe('SshPasswordRequired');
        expect(await attempt(made, ssh, { sshPassword: 'wrong' })).toBe('SshAuthFailed');
        expect(await attempt(made, ssh, { sshPassword: server.password })).toBe('connected');
      } finally {
        await server.close();
      }
    },
  );

  it.skipIf(!canSetPassword)('takes a key and then a password', async () => {
    const server = await startSshd({ password: 'password', config: ['AuthenticationMethods publickey,password'] });
    try {
      const made = await trusting(server);
      expect(await attempt(made, way(server))).toBe('SshAuthFailed');
      expect(await attempt(made, way(server), { sshPassword: server.password })).toBe('connected');
    } finally {
      await server.close();
    }
  });

  it('keeps secrets and keys out of files, failures and the log', async () => {
    const made = await trusting();
    const { passphrase } = sshd;
    const encrypted = way(sshd, { keyFile: sshd.encryptedKeyFile });
    const opened = await open(made, cluster.draft({ ssh: encrypted }), {
      sshPassphrase: passphrase,
      sshPassword: 'p4ssw0rd',
    });
    await opened.close();
    const failed = await failureOf(open(made, cluster.draft({ ssh: encrypted }), { sshPassphrase: 'p4ssw0rd' }));
    const files = await Promise.all(
      ['connections', 'known_hosts'].map((name) => readFile(join(made.folder, `${name}.json`), 'utf8')),
    );
    const everything = [...files, ...made.ports.said, JSON.stringify(failed.toFailure()), String(failed.stack)].join(
      '\n',
    );
    expect(everything).toContain(sshd.encryptedKeyFile);
    expect(everything).not.toMatch(/p4ssw0rd|correct horse|PRIVATE KEY/);
  });
});
