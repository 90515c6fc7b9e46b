import { resolve } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import { type KeySource, liveKeys, snapshotKeys } from '../../contract/key-source.ts';
import type { OnExisting, Plan, PlanNotice } from '../../contract/plans.ts';
import { words } from '../../core/terminal/printable.ts';
import { runAct } from '../act.ts';
import type { ActOptions } from '../act-flags.ts';
import { parseKey } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { planOf } from '../planned-write.ts';
import { withFile } from '../read-source.ts';
import type { Session } from '../session.ts';

export interface PutBackOptions extends ActOptions {
  readonly snapshot?: string;
  readonly rev?: number;
  readonly keys?: boolean;
  readonly closure?: boolean;
  readonly leases: 'none' | 'grant';
  readonly onExisting: OnExisting;
  readonly deleteNew?: boolean;
}

export function putBack(
  invocation: Invocation,
  prefixes: readonly string[],
  options: PutBackOptions,
): Promise<ExitCode> {
  const keys = prefixes.map((one) => parseKey(one, invocation.keyEncoding));
  const chosen = chosenOf(keys, options);
  requireMoment(options);
  return runAct(invocation, options, {
    plan: (session) => planned(invocation, session, options, chosen),
  });
}

interface Chosen {
  readonly prefix: Uint8Array;
  readonly names: readonly Uint8Array[] | null;
}

function chosenOf(given: readonly Uint8Array[], { keys }: PutBackOptions): Chosen {
  const [prefix = new Uint8Array()] = given;
  if (keys) return { prefix: new Uint8Array(), names: given };
  if (given.length > 1) throw badRequest('give one prefix, or keys with --keys');
  return { prefix, names: null };
}

function requireMoment({ snapshot, rev }: PutBackOptions): void {
  if (snapshot === undefined && rev === undefined) throw badRequest('give --snapshot, --rev, or both');
}

/** Plans it; a snapshot is held open meanwhile. */
async function* planned(
  invocation: Invocation,
  { api, connection }: Session,
  { snapshot, rev, closure = false, leases, onExisting, deleteNew: deletesExtra = false }: PutBackOptions,
  { prefix, names }: Chosen,
): AsyncGenerator<PlanNotice, void> {
  const { signal } = invocation;
  const revision = rev ?? null;
  const planFrom = (source: KeySource) =>
    api.plans.planPutBack(
      { from: { source, prefix }, names, connection, leases, closure, onExisting, deletesExtra },
      { signal },
    );
  const file = snapshot === undefined ? null : snapshotKeys(resolve(snapshot), revision);
  const plan =
    file === null
      ? await planOf(planFrom(liveKeys(connection, revision)))
      : await withFile(invocation, api, file, () => planOf(planFrom(file)));
  if (isOfNothing(plan)) tellNothing(invocation, file === null ? `revision ${revision}` : file.file);
  yield { kind: 'planned', plan };
}

const isOfNothing = ({ body }: Plan): boolean =>
  body.kind === 'keys' && Object.values(body.counts).every((count) => count === 0);

/** A prefix that was mistyped looks like one that is as it was. */
function tellNothing({ console, format }: Invocation, moment: string): void {
  const message = `${moment} has no such key: nothing is put back`;
  console.tell(
    format === 'json' ? jsonLine({ warning: { code: 'KeyNotFound', message } }) : words`etcdeck: ${message}.\n`,
  );
}

function badRequest(message: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message });
}
