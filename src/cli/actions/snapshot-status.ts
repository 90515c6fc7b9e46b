import { resolve } from 'node:path';
import type { SnapshotFigures, SnapshotReport } from '../../contract/snapshot-report.ts';
import { type Printable, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Format } from '../global-flags.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { requireNoConnection } from '../profile.ts';
import { readReport } from '../read-report.ts';
import { byteSize, fields, table } from '../table.ts';
import { verdicts } from '../verdict-words.ts';

export async function status(invocation: Invocation, file: string): Promise<ExitCode> {
  const { console, format } = invocation;
  requireNoConnection(invocation.given);
  const report = await invocation.withApi((api) => readReport(invocation, api, resolve(file)));
  await console.print(printed[format](report));
  return report.integrity.verdict === 'damaged' ? 1 : 0;
}

/** The first four as etcdutl 3.5 prints them; `null` of a file that has no keys to read. */
function toJson({ figures, integrity }: SnapshotReport): unknown {
  return {
    hash: figures?.hash ?? null,
    revision: figures?.lastRevision ?? null,
    totalKey: figures?.totalRecords ?? null,
    totalSize: figures?.databaseBytes ?? null,
    liveKeys: figures?.liveKeys ?? null,
    revisions: figures?.revisions ?? null,
    integrity: {
      verdict: integrity.verdict,
      findings: integrity.findings.map(({ severity, code, message }) => ({ severity, code, message })),
    },
  };
}

function toText({ file, bytes, sha256, figures, integrity, inside }: SnapshotReport): Printable {
  const rows: readonly (readonly [string, string])[] = [
    ['file', file],
    ['size', `${byteSize(bytes)} (${bytes} bytes)`],
    ['sha256', sha256],
    ['verdict', verdicts[integrity.verdict].meaning],
    ...(figures === null ? [] : figureRows(figures)),
    ...(inside === null
      ? []
      : ([['members', inside.members.map(({ id, name }) => name || id).join(', ') || '-']] as const)),
    ...(inside?.clusterVersion ? ([['cluster version', inside.clusterVersion]] as const) : []),
    ...(inside?.storageVersion ? ([['storage version', inside.storageVersion]] as const) : []),
  ];
  const { findings, found } = integrity;
  if (findings.length === 0) return fields(rows);
  const lines = findings.map(({ severity, code, message }) => [severity, code, message]);
  const more = found > findings.length ? words`${found - findings.length} more are not shown.\n` : words``;
  return words`${fields(rows)}\n${table(['SEVERITY', 'FINDING', ''], lines)}${more}`;
}

function figureRows(figures: SnapshotFigures): readonly (readonly [string, string])[] {
  const { revision, lastRevision, compactRevision, liveKeys, revisions, deletions } = figures;
  return [
    ['revision', revision === lastRevision ? String(revision) : `${revision} (of the last record: ${lastRevision})`],
    ['compacted', compactRevision === 0 ? 'never' : `to revision ${compactRevision}`],
    ['keys', `${liveKeys} live; ${revisions} revisions stored, ${deletions} of them deletions`],
    ['total keys', `${figures.totalRecords} as etcdutl 3.5 counts, ${figures.totalLiveKeys} as 3.6`],
    ['hash', `${figures.hash} (status), ${figures.hashKV} (hashkv)`],
    ['database', `${byteSize(figures.databaseBytes)}, pages of ${figures.pageSize} bytes`],
  ];
}

const printed: Readonly<Record<Format, (report: SnapshotReport) => Printable>> = {
  table: toText,
  json: (report) => jsonLine(toJson(report)),
  // As etcdutl prints it: hash, revision, keys, size.
  simple: ({ figures, integrity }) =>
    figures === null
      ? words`${integrity.verdict}\n`
      : words`${figures.hash.toString(16)}, ${figures.lastRevision}, ${figures.totalRecords}, ${byteSize(figures.databaseBytes)}, ${integrity.verdict}\n`,
};
