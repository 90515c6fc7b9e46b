import { afterAll, beforeAll, expect, it } from 'vitest';
import { base64, type CliWorld, startCliWorld } from '../testing/cli-world.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await startCliWorld();
});
afterAll(async () => world?.close());

const ofReader = { role: 'app-reader', key: base64('/app/'), rangeEnd: base64('/app0') };

it('says what a user may do with a key, a prefix or a range, and by which roles', async () => {
  const read = { allowed: true, roles: [ofReader] };
  const write = { allowed: false, roles: [] };
  expect(await world.answer(['access', 'check', 'reader', '/app/a'])).toEqual({ isAuthOn: true, read, write });
  expect(await world.answer(['access', 'check', 'reader', '/app/', '--prefix'])).toEqual({
    isAuthOn: true,
    read,
    write,
  });
  expect(await world.answer(['access', 'check', 'reader', '/app/a', '--range-end', '/app/b'])).toEqual({
    isAuthOn: true,
    read,
    write,
  });
  const { exitCode, stdout } = await world.etcdeck(['access', 'check', 'reader', '/', '--prefix']);
  expect([exitCode, JSON.parse(stdout)]).toEqual([1, { isAuthOn: true, read: { ...read, allowed: false }, write }]);
  const table = await world.cli.run([...world.flags, 'access', 'check', 'reader', '/app/a']);
  expect(table.stdout).toMatch(/read +yes +app-reader \(\/app\/\)\nwrite +no\n/);
  expect(await world.failure(['access', 'check', 'nobody', '/app/a'])).toMatchObject({
    ...{ exitCode: 1, code: 'UserNotFound' },
  });
  expect(await world.failure(['access', 'check', 'reader', '/b', '--range-end', '/a'])).toMatchObject({ exitCode: 2 });
  expect(await world.failure(['access', 'check', 'reader', ''])).toMatchObject({ exitCode: 2, code: 'EmptyKey' });
});

it('says who may do something with a key', async () => {
  expect(await world.answer(['access', 'who', '/app/a'])).toEqual({
    isAuthOn: true,
    users: [
      { user: 'reader', read: true, write: false, roles: ['app-reader'] },
      { user: 'root', read: true, write: true, roles: ['root'] },
    ],
  });
  const table = await world.cli.run([...world.flags, 'access', 'who', '/one']);
  expect(table.stdout).toMatch(/root +yes +yes +root\n$/);
  const prefix = await world.cli.run([...world.flags, 'access', 'who', '/', '--prefix']);
  expect(prefix.stdout).toMatch(/reader +a part +no +app-reader\nroot +yes +yes +root\n$/);
});

it('says that authentication is off', async () => {
  await world.cluster.etcdctl('auth', 'disable');
  const flags = world.flags.filter((flag) => !flag.startsWith('--user'));
  const { stdout } = await world.cli.run([...flags, 'access', 'check', 'reader', '/app/a']);
  expect(stdout).toMatch(/write +no\n\nAuthentication is off: [^\n]*\.\n$/);
});
