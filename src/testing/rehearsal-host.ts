import { Rehearsals } from '../core/restores/rehearsals.ts';

/** A host that the test kills: rehearses a file and prints each step as a line. */
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
  if (notice.kind === 'step') process.stdout.write(`${notice.step}\n`);
}
