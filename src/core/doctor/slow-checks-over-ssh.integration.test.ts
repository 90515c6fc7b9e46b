import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { cluster, open, startSshWorld, trusting, way } from '../../testing/ssh-world.ts';
import { hasSshd, withoutSshd } from '../../testing/sshd.ts';
import { resourcesFolder } from '../assets/assets.ts';
import { ClusterMembers } from '../members/cluster-members.ts';
import { checkSlowly } from './slow-checks.ts';

if (!hasSshd) console.warn(withoutSshd);
startSshWorld();

it.skipIf(!hasSshd)('looks at members as a stranger on the SSH host does', async () => {
  const opened = await open(await trusting(), cluster.draft({ ssh: way() }));
  const { connection } = opened;
  const clock = { now: () => Date.now() };
  const status = await new ClusterMembers(connection, clock).ask(0);
  const ports = { clock, resourcesFolder: resourcesFolder() };
  const { parts } = await checkSlowly(connection, status, new AbortController().signal, ports);
  expect(parts.map(({ check: { name, state } }) => `${name} ${state}`)).toEqual([
    'versions done',
    'certificates done',
    'exposure done',
  ]);
  const exposed = parts.flatMap(({ findings }) => findings).filter(({ code }) => /^(Open|Plain|Auth)/.test(code));
  expect(exposed.map(({ code }) => code)).toEqual(['PlainPeerURL', 'PlainPeerURL', 'PlainPeerURL']);
  // No socket of this machine: the host resolves the name.
  const bounds = { timeoutMs: 10_000 };
  const stream = await connection.reach(cluster.endpoints[0] ?? '', bounds);
  expect(stream).not.toBeInstanceOf(Socket);
  stream.destroy();
  await expect(connection.reach('https://nowhere.invalid:2379', bounds)).rejects.toMatchObject({
    code: 'NameNotResolved',
  });
  await opened.close();
});
