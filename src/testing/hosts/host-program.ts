import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** What a program of a host printed and how it ended. */
export interface ProgramEnd {
  readonly exitCode: number;
  readonly output: string;
}

/**
 * Puts a program of this name into a folder for PATH. Each of its runs is answered by `run` in this process. `close` ends
 * the answering.
 */
export async function hostProgram(
  bin: string,
  name: string,
  run: (args: readonly string[]) => Promise<ProgramEnd>,
): Promise<{ readonly close: () => Promise<void> }> {
  await mkdir(bin, { recursive: true });
  const socket = join(bin, `.${name}`);
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    let asked = '';
    connection.setEncoding('utf8');
    connection.on('data', (part: string) => {
      asked += part;
    });
    connection.once('error', () => connection.destroy());
    connection.once('end', () => {
      const failed = (error: unknown): ProgramEnd => ({ exitCode: 1, output: `${name}: ${String(error)}\n` });
      // The program below sent it.
      const args = JSON.parse(asked) as readonly string[];
      void run(args)
        .catch(failed)
        .then((end) => connection.end(JSON.stringify(end)));
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  await writeFile(join(bin, name), programText(socket), { mode: 0o755 });
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

const programText = (socket: string): string => `#!${process.execPath}
const connection = require('node:net').connect(${JSON.stringify(socket)});
let said = '';
connection.on('data', (part) => { said += part; });
connection.on('end', () => {
  const { exitCode, output } = JSON.parse(said);
  process[exitCode === 0 ? 'stdout' : 'stderr'].write(output);
  process.exitCode = exitCode;
});
connection.end(JSON.stringify(process.argv.slice(2)));
`;
