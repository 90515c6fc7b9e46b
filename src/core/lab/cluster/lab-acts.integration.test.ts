import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestLab, type TestLab } from '../../../testing/lab/test-lab.ts';
import { put } from '../../../testing/unguarded-writes.ts';
import { bytesOf } from '../../bytes/bytes.ts';
import { EtcdClient } from '../../etcd/client.ts';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
}, 60_000);
afterAll(() => lab?.close());

it('runs members that serve, and can be killed and started', async () => {
  const info = await lab.info();
  expect(info.members).toHaveLength(3);
  const client = new EtcdClient(await lab.target());
  await put(client, { key: bytesOf('a'), value: bytesOf('1') });
  const killed = await lab.act({ kind: 'kill', member: 'm1' });
  expect((await lab.member('m1')).pid).toBe(null);
  await lab.undo(killed);
  await put(client, { key: bytesOf('a'), value: bytesOf('2') });
  const parted = await lab.act({ kind: 'partition', groups: [['m1']] });
  await delay(1500);
  await lab.undo(parted);
  client.close();
  const t = performance.now();
  await lab.reset();
  console.log('reset', performance.now() - t);
});
