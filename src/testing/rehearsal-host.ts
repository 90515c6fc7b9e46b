import { Rehearsals } from '../core/restores/rehearsals.ts';

/** A host that is killed while what its member serves is compared: by itself, since a test may come too late for it. */
const [settingsFolder = '', workerFile = '', file = '', etcd = ''] = process.argv.slice(2);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const rehearsals = new Rehearsals({
  ports: { settingsFolder, workerFile: async () => workerFile, log, clock: { now: () => Date.now() } },
  settings: {
    get: async () => {
      throw new Error('the folder of the programs is given');
    },
  },
});
for await (const notice of rehearsals.run({ file, etcd }, new AbortController().signal)) {
  if (notice.kind === 'step' && notice.step === 'compare') process.kill(process.pid, 'SIGKILL');
}
