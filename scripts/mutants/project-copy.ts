import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../project.mjs';
import type { Change, TestChoice } from './mutant.ts';

/** How each test of a run ended, by its full name. */
export type Outcomes = ReadonlyMap<string, 'passed' | 'failed'>;

/** The project's sources in a folder of their own, to be broken there. */
export class ProjectCopy {
  readonly #folder = mkdtempSync(join(tmpdir(), 'etcdeck-mutants-'));

  constructor() {
    for (const name of ['src', 'scripts', 'package.json', 'tsconfig.json', 'vitest.config.ts']) {
      cpSync(inProject(name), join(this.#folder, name), { recursive: true });
    }
    for (const name of ['node_modules', 'resources']) {
      symlinkSync(inProject(name), join(this.#folder, name), 'junction');
    }
  }

  /** Makes the changes; what it returns takes them back. Throws where the text is not there exactly once. */
  apply(changes: readonly Change[]): () => void {
    const before = new Map<string, string>();
    for (const { file, from, to } of changes) {
      const path = join(this.#folder, file);
      const text = readFileSync(path, 'utf8');
      const places = text.split(from).length - 1;
      if (places !== 1) throw new Error(`${file} has ${places} times, not once: ${from}`);
      if (!before.has(path)) before.set(path, text);
      // A function, for in a replacement text `$` means something.
      writeFileSync(
        path,
        text.replace(from, () => to),
      );
    }
    return () => {
      for (const [path, text] of before) writeFileSync(path, text);
    };
  }

  /** Runs only these tests, in a separate process. Throws with its output when it reports nothing. */
  async run({ project, file, names }: TestChoice, patienceMs: number): Promise<Outcomes> {
    const report = join(this.#folder, 'report.json');
    rmSync(report, { force: true });
    const pattern = `^(${names.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')})$`;
    const child = spawn(
      process.execPath,
      [
        ...[join(this.#folder, 'node_modules', 'vitest', 'vitest.mjs'), 'run', file],
        ...['--project', project, '--testNamePattern', pattern, '--testTimeout', String(patienceMs)],
        ...['--reporter=json', '--outputFile', report],
      ],
      { cwd: this.#folder, env: ownEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(child, 'close');
    const results = readReport(report);
    if (results === null) throw new Error(`${file} reported nothing: ${said}`);
    return new Map(
      results.testResults
        .flatMap(({ assertionResults }) => assertionResults)
        .flatMap(({ fullName, status }) => (status === 'passed' || status === 'failed' ? [[fullName, status]] : [])),
    );
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function readReport(path: string): Report | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Report; // vitest's JSON reporter wrote it
  } catch {
    return null;
  }
}

/** Without what the Vitest around us has set for its own worker, and without a full run's long counts. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|ETCDECK_FULL$|ETCDECK_REPORT_FILE$)/.test(name),
  );
  return Object.fromEntries(kept);
}
