import { resolve } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { JoinedBackup, JoinStep } from '../../contract/restores.ts';
import { type Printable, printableLine, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { requireNoConnection } from '../profile.ts';
import { createProgressLine } from '../progress-line.ts';
import { fields } from '../table.ts';

export interface JoinOptions {
  readonly into: string;
  readonly etcd?: string;
}

export async function join(invocation: Invocation, file: string, options: JoinOptions): Promise<ExitCode> {
  const { console, format, signal } = invocation;
  requireNoConnection(invocation.given);
  const progress = createProgressLine(console, format);
  const request = {
    ...{ file: resolve(file), into: resolve(options.into) },
    etcd: options.etcd === undefined ? null : resolve(options.etcd),
  };
  const joined = await invocation.withApi(async ({ restores }): Promise<JoinedBackup> => {
    try {
      for await (const notice of restores.join(request, { signal })) {
        if (notice.kind === 'joined') return notice.joined;
        if (notice.kind === 'applied') progress.show(words`${notice.revisions} of ${notice.of} revisions`);
        else progress.finish(notice.kind === 'step' ? words`${doing[notice.step]}` : printableLine(notice.text));
      }
    } finally {
      progress.end();
    }
    throw new EtcdeckError({ code: 'Internal', message: 'the backup was joined without a result' });
  });
  await console.print(format === 'json' ? jsonLine(joined) : toText(joined));
  return joined.leftOut === null ? 0 : 1;
}

const doing: Readonly<Record<JoinStep, string>> = {
  check: 'Reading the files',
  restore: 'Restoring the full snapshot',
  start: 'Starting a member on it',
  apply: 'Repeating the increments on it',
  save: 'Saving it',
  compare: 'Comparing the new snapshot with the files',
  stop: 'Stopping the member and removing its data',
};

function toText(joined: JoinedBackup): Printable {
  const { file, bytes, sha256, etcdVersion, revision, appliedRevisions, leasesWithoutTTL, leftOut } = joined;
  return fields([
    ['file', file],
    ['bytes', String(bytes)],
    ['sha256', sha256],
    ['etcd', etcdVersion],
    ['revision', `${revision}, ${appliedRevisions} of them from increments`],
    ['hash', 'equal to that of the full snapshot and its increments'],
    ...(leasesWithoutTTL === 0
      ? []
      : [['leases', `${leasesWithoutTTL} have a TTL of an hour: increments do not tell it`] as const]),
    ...(leftOut === null ? [] : [['left out', leftOut] as const]),
  ]);
}
