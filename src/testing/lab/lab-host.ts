import { once } from 'node:events';
import { createApp } from '../../core/app.ts';
import { testPorts } from '../ports.ts';

/**
 * A host that the test ends: starts a lab of three, freezes a member, prints the lab as one line of JSON, and runs until it
 * is killed, or until something comes in: then it closes, or crashes. The worker is built by the test.
 */
const [folder = '', worker = '', etcd = '', end = ''] = process.argv.slice(2);
const app = createApp(testPorts(folder, { workerFile: async () => worker }));
const members = ['m1', 'm2', 'm3'].map((name) => ({ name, etcd }));
for await (const progress of app.api.lab.start({ members, snapshot: null })) {
  if (progress.kind !== 'ready') continue;
  const { lab } = progress;
  const { connection } = lab;
  for await (const notice of app.api.lab.act({ connection, act: { kind: 'freeze', member: 'm3' } })) {
    if (notice.kind === 'done') process.stdout.write(`${JSON.stringify(lab)}\n`);
  }
}
await once(process.stdin, 'data');
process.stdin.destroy();
if (end === 'crash') {
  setTimeout(() => {
    throw new Error('a host that crashes');
  });
} else await app.close();
