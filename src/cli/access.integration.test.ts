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
  expect(await world.answer(['access', 'check', 'reader', '/app/a'])).toEqual({ read, write });
  expect(await world.answer(['access', 'check', 'reader', '/app/', '--prefix'])).toEqual({ read, write });
  expect(await world.answer(['access', 'check', 'reader', '/app/a', '--range-end', '/app/b'])).toEqual({ read, write });
  const { exitCode, stdout } = await world.etcdeck(['access', 'check', 'reader', '/', '--prefix']);
  expect([exitCode, JSON.parse(stdout)]).toEqual([1, { read: { ...read, allowed: false }, write }]);
  const table = await world.cli.run([...world.flags, 'access', 'check', 'reader', '/app/a']);
  expect(table.stdout).toMatch(/read +yes +app-reader \(\/app\/ to \/app0\)\nwrite +no\n/);
  expect(await world.failure(['access', 'check', 'nobody', '/app/a'])).toMatchObject({ code: 'UserNotFound' });
  expect(await world.failure(['access', 'check', 'reader', '/b', '--range-end', '/a'])).toMatchObject({ exitCode: 2 });
});

it('says who may do something with a key', async () => {
  expect(await world.answer(['access', 'who', '/app/a'])).toEqual({
    users: [
      { user: 'reader', read: true, write: false, roles: ['app-reader'] },
      { user: 'root', read: true, write: true, roles: ['root'] },
    ],
  });
  const table = await world.cli.run([...world.flags, 'access', 'who', '/one']);
  expect(table.stdout).toMatch(/root +yes +yes +root\n$/);
});
