import { resolve } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { Rehearsal, RehearsalStep } from '../../contract/restores.ts';
import { type Printable, printableLine, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Format } from '../global-flags.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { requireNoConnection } from '../profile.ts';
import { createProgressLine } from '../progress-line.ts';
import { fields } from '../table.ts';

export interface RehearseOptions {
  readonly etcd?: string;
}

export async function rehearse(invocation: Invocation, file: string, options: RehearseOptions): Promise<ExitCode> {
  const { console, format, signal } = invocation;
  requireNoConnection(invocation.given);
  const progress = createProgressLine(console, format);
  const etcd = options.etcd === undefined ? null : resolve(options.etcd);
  const rehearsal = await invocation.withApi(async ({ restores }): Promise<Rehearsal> => {
    try {
      for await (const notice of restores.rehearse({ file: resolve(file), etcd }, { signal })) {
        if (notice.kind === 'rehearsed') return notice.rehearsal;
        progress.finish(notice.kind === 'step' ? words`${doing[notice.step]}` : printableLine(notice.text));
      }
    } finally {
      progress.end();
    }
    throw new EtcdeckError({ code: 'RestoreFailed', message: 'the rehearsal ended without a result' });
  });
  await console.print(printed[format](rehearsal));
  return rehearsal.served ? 0 : 1;
}

const doing: Readonly<Record<RehearsalStep, string>> = {
  check: 'Reading the file',
  restore: 'Restoring it',
  start: 'Starting a member on it',
  compare: 'Comparing what it serves with the file',
  stop: 'Stopping it and removing its data',
};

function toJson({ served, etcdVersion, revision, liveKeys, hashEqual, durationMs }: Rehearsal): unknown {
  return { served, etcdVersion, revision, liveKeys, hashEqual, durationMs };
}

function toText(rehearsal: Rehearsal): Printable {
  const { served, etcdVersion, revision, liveKeys, hashEqual, comparedKeys, differentKeys, durationMs } = rehearsal;
  return fields([
    ['served', served ? 'yes: what the file holds' : 'no: something else than the file holds'],
    ['etcd', etcdVersion],
    ['revision', String(revision)],
    ['keys', String(liveKeys)],
    ['hash', hashEqual ? 'equal' : 'different'],
    ['compared', `${comparedKeys} random keys, ${differentKeys} different`],
    ['time', `${(durationMs / 1000).toFixed(1)} s`],
  ]);
}

const printed: Readonly<Record<Format, (rehearsal: Rehearsal) => Printable>> = {
  table: toText,
  json: (rehearsal) => jsonLine(toJson(rehearsal)),
  simple: ({ served, revision }) => words`${served ? 'served' : 'not served'} ${revision}\n`,
};
