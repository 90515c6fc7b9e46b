import { spawn } from 'node:child_process';
import { orphanGuard } from './orphan-guard.ts';

/** A test process that the test kills, with a guarded child and folder. The child keeps stdout open. */
const [folder = ''] = process.argv.slice(2);
orphanGuard.folder(folder);
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: ['ignore', 'inherit', 'ignore'] });
if (child.pid !== undefined) orphanGuard.process(child.pid);
process.stdout.write('ready\n');
