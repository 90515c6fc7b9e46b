import { startGuardian } from '../core/sandbox/guardian.ts';

/** A host that the test kills: guards a folder, tells the guardian what its arguments say, and runs until it is ended. */
const [id = '', folder = '', record = '', ...lines] = process.argv.slice(2);
const guardian = startGuardian(id, folder, record);
for (const line of lines) {
  const [verb, pid] = line.split(' ');
  if (verb === 'kill') guardian?.process(Number(pid));
  if (verb === 'gone') guardian?.processGone(Number(pid));
  if (verb === 'dismiss') guardian?.dismiss();
}
process.stdout.write('told\n');
setInterval(() => undefined, 60_000);
