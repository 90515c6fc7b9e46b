import type { Failure } from '../../contract/failure.ts';
import { plural } from '../../contract/figures.ts';
import type { StoredSnapshot } from '../../contract/object-stores.ts';
import {
  type CataloguedSnapshot,
  isUndecided,
  type RehearsalResult,
  type SnapshotCatalogue,
  type SnapshotFolder,
} from '../../contract/snapshots.ts';
import { type Printable, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { namedStore } from '../named-store.ts';
import { requireNoConnection } from '../profile.ts';
import { byteSize, table } from '../table.ts';
import { verdicts } from '../verdict-words.ts';

export interface ListOptions {
  readonly store?: string;
}

export async function list(invocation: Invocation, { store }: ListOptions): Promise<ExitCode> {
  requireNoConnection(invocation.given);
  return store === undefined ? await listFiles(invocation) : await listStore(invocation, store);
}

async function listStore({ withApi, console, format, signal }: Invocation, name: string): Promise<ExitCode> {
  const { objects, isCut } = await withApi(async ({ objectStores }) => {
    const { id } = await namedStore(objectStores, name);
    return await objectStores.objects({ store: id }, { signal });
  });
  await console.print(format === 'json' ? jsonLine({ objects, isCut }) : objectTable(objects));
  if (objects.length === 0 && format !== 'json') console.tell(words`The store holds no snapshot there.\n`);
  if (isCut && format !== 'json') console.tell(more);
  return 0;
}

const objectTable = (objects: readonly StoredSnapshot[]): Printable =>
  table(
    ['WRITTEN', 'SIZE', 'SHA256', 'OBJECT'],
    objects.map(({ at, bytes, sha256, object }) => [
      new Date(at).toISOString(),
      byteSize(bytes),
      sha256 ?? '-',
      object,
    ]),
  );

const more = words`There are more, which are older.\n`;

async function listFiles(invocation: Invocation): Promise<ExitCode> {
  const { console, format } = invocation;
  const catalogue = await invocation.withApi((api) => api.snapshots.catalogue({ clusterId: null }));
  await console.print(
    format === 'json' ? jsonLine({ snapshots: catalogue.snapshots.map(toJson) }) : toTable(catalogue),
  );
  for (const folder of catalogue.folders) {
    const warning = warningOf(folder);
    if (warning === null) continue;
    const { code, message } = warning;
    console.tell(format === 'json' ? jsonLine({ warning: { code, message } }) : words`etcdeck: ${message}.\n`);
  }
  if (catalogue.snapshots.length === 0 && format !== 'json') console.tell(words`No snapshot is known here.\n`);
  if (catalogue.isCut && format !== 'json') console.tell(more);
  return 0;
}

function warningOf({ folder, failure, strangers }: SnapshotFolder): Pick<Failure, 'code' | 'message'> | null {
  if (failure !== null) return failure;
  if (strangers === 0) return null;
  const are = strangers === 1 ? 'is no snapshot' : 'are no snapshots';
  const message = `${plural(strangers, '.db file')} of ${folder} ${are}: empty, cut, or something else`;
  return { code: 'SnapshotInvalid', message };
}

function toJson(snapshot: CataloguedSnapshot): unknown {
  const { file, bytes, sha256, revision, member, clusterId, etcdVersion, at, origin, isThere, copies } = snapshot;
  const { checked, rehearsed } = snapshot;
  return {
    ...{ file, bytes, sha256, revision, member, clusterId, etcdVersion, at, origin, isThere },
    verdict: checked?.verdict ?? null,
    rehearsed: rehearsed === null || isUndecided(rehearsed) ? null : { at: rehearsed.at, served: rehearsed.served },
    copies,
  };
}

function toTable({ snapshots }: SnapshotCatalogue): Printable {
  const rows = snapshots.map((snapshot) => [
    new Date(snapshot.at).toISOString(),
    byteSize(snapshot.bytes),
    snapshot.revision === null ? '-' : String(snapshot.revision),
    snapshot.clusterId ?? '-',
    stateOf(snapshot),
    snapshot.file,
  ]);
  return table(['SAVED', 'SIZE', 'REVISION', 'CLUSTER', 'STATE', 'FILE'], rows);
}

function stateOf({ isThere, checked, rehearsed, copies }: CataloguedSnapshot): string {
  if (isThere === false) return 'gone';
  const states = [
    checked === null ? 'not checked' : verdicts[checked.verdict].listed,
    ...(rehearsed === null ? [] : [rehearsalState(rehearsed)]),
    ...(copies.length === 0 ? [] : ['copied']),
  ];
  return states.join(', ');
}

function rehearsalState(rehearsed: RehearsalResult): string {
  if (rehearsed.served) return 'served';
  return isUndecided(rehearsed) ? 'not rehearsed: the member did not start in time' : 'DID NOT SERVE';
}
