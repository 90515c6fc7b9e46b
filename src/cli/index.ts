import { words } from '../core/terminal/printable.ts';
import { createConsole } from './console.ts';
import { run } from './run.ts';

// One press of Ctrl-C may come as several signals: a terminal's and its parent's. Only a later one is a second thought,
// and ends what is slow to close.
const secondThoughtMs = 1_000;
const interrupt = new AbortController();
let interruptedAt = Number.POSITIVE_INFINITY;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (performance.now() - interruptedAt > secondThoughtMs) process.exit(130);
    interruptedAt = Math.min(interruptedAt, performance.now());
    interrupt.abort();
  });
}

const console = createConsole(process);
// Node's own report would print the error's text unescaped.
process.on('uncaughtException', (error) => {
  console.tell(words`etcdeck: a bug: ${error.stack ?? String(error)}\n`);
  process.exit(3);
});
// A program in one file is CommonJS, which awaits nothing at its top.
void run(process.argv.slice(2), console, interrupt.signal).then(async (exitCode) => {
  // What was written may still be on its way into a pipe; a connection that is being closed need not be waited for.
  await console.flush();
  process.exit(exitCode);
});
