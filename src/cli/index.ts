#!/usr/bin/env node
import { createConsole } from './console.ts';
import { run } from './run.ts';

const { stdin, stdout, stderr, env } = process;
const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Asked twice, it goes at once.
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
  });
}

const exitCode = await run(process.argv.slice(2), createConsole({ stdin, stdout, stderr, env }), interrupt.signal);
// What was written may still be on its way into a pipe; a connection that is being closed need not be waited for.
await new Promise<void>((resolve) => {
  stdout.once('error', () => resolve());
  stdout.write('', () => resolve());
});
process.exit(exitCode);
