import { resolve } from 'node:path';
import type { Api } from '../../contract/api.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import { type Printable, words } from '../../core/terminal/printable.ts';
import { type ExitCode, exitCodeOf } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { requireNoConnection } from '../profile.ts';
import { readReport } from '../read-report.ts';
import { verdictWords } from '../verdict-words.ts';

export async function check(invocation: Invocation, files: readonly string[]): Promise<ExitCode> {
  requireNoConnection(invocation.given);
  return await invocation.withApi(async (api) => {
    const codes = new Set<ExitCode>();
    for (const file of files) codes.add(await checkOne(invocation, api, resolve(file)));
    // A damaged file counts for more than one that could not be read.
    return ([1, 2, 3] as const).find((code) => codes.has(code)) ?? 0;
  });
}

/** Tells a file that cannot be read, and lets the others be read. */
async function checkOne(invocation: Invocation, api: Api, file: string): Promise<ExitCode> {
  const { console, format } = invocation;
  try {
    const report = await readReport(invocation, api, file);
    await console.print(format === 'json' ? jsonLine(toJson(report)) : toText(report));
    return report.integrity.verdict === 'damaged' ? 1 : 0;
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    const { code, message } = error;
    console.tell(format === 'json' ? jsonLine({ error: { code, message } }) : words`etcdeck: ${message}.\n`);
    return exitCodeOf(code);
  }
}

function toJson({ file, bytes, sha256, figures, integrity }: SnapshotReport): unknown {
  const { verdict, findings } = integrity;
  return {
    ...{ file, bytes, sha256, verdict, revision: figures?.revision ?? null },
    findings: findings.map(({ severity, code, message }) => ({ severity, code, message })),
  };
}

const toText = ({ file, figures, integrity }: SnapshotReport): Printable =>
  words`${file}: ${verdictWords(integrity)}${figures === null ? '' : `, revision ${figures.revision}`}\n`;
