import { createSandbox } from '../core/sandbox/create-sandbox.ts';
import { sandboxDependencies } from './sandbox-dependencies.ts';

/** A host that the test kills: starts a sandbox, prints it as one line of JSON, and runs until it is ended. */
const [settingsFolder = '', etcdBinary = ''] = process.argv.slice(2);
const sandbox = createSandbox(sandboxDependencies({ settingsFolder, etcdBinary }));
for await (const progress of sandbox.start({ members: 3 })) {
  if (progress.kind === 'ready') process.stdout.write(`${JSON.stringify(progress.sandbox)}\n`);
}
setInterval(() => undefined, 60_000);
