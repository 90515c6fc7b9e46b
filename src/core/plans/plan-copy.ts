import { EtcdeckError } from '../../contract/failure.ts';
import { keyspaceOf, liveKeys, pastRevision } from '../../contract/key-source.ts';
import type { PlansApi } from '../../contract/plans.ts';
import { concatBytes, copyBytes, startsWith } from '../bytes/bytes.ts';
import { copiedEntries } from './copied-entries.ts';
import { etcdctlLines, readWithOf } from './etcdctl-lines.ts';
import type { PlanParts } from './plan-parts.ts';
import type { Planner } from './planning.ts';
import { sourceDoubts } from './source-doubts.ts';
import { type WantedValue, WritePlanner } from './write-planner.ts';

type CopyRequest = Parameters<PlansApi['planCopy']>[0];

/**
 * Plans to copy keys of one source to a prefix of a connection. The source is read at one revision; existing keys are
 * compared by value, two states of the same keys first by modRevision.
 */
export async function* planCopy(parts: PlanParts, request: CopyRequest, signal: AbortSignal): Planner {
  const { open, codecs, store } = parts;
  const { from, connection, to, isMove, onExisting } = request;
  refuseImpossible(request);
  const refuseOverlap = overlapRefusal(request);
  const held = open.require(connection);
  const opened = parts.sources.require(from.source);
  const planner = new WritePlanner(held, codecs, { onExisting, isMove });
  let revision = 0;
  let scanned = 0;
  for await (const part of copiedEntries(parts.sources, request, planner, { signal })) {
    scanned += part.scanned;
    revision ||= part.revision;
    const wanted = part.entries.map((entry): WantedValue => {
      const key = concatBytes(to, entry.key.subarray(from.prefix.length));
      return { key, value: entry.value, from: entry };
    });
    refuseOverlap(wanted);
    await planner.put(wanted, { signal });
    yield scanned;
  }
  const { changes, obstacle } = planner;
  const doubts = changes.length === 0 ? [] : await sourceDoubts(parts.sources, from.source, { signal });
  yield await store.add(
    {
      connection: held,
      act: isMove ? 'move' : 'copy',
      changes,
      revision: planner.revision || revision,
      consequences: [...doubts, ...planner.consequences],
      etcdctl: etcdctlLines(held.profile, changes, readWithOf(opened)),
      kubectl: [],
      subject: isMove ? from.prefix : subjectOf(request),
      obstacle,
    },
    signal,
  );
}

/** For one named key, that key is what the operator types. */
function subjectOf({ names, to }: CopyRequest): Uint8Array {
  const [only] = names ?? [];
  return names?.length === 1 && only !== undefined ? concatBytes(to, only) : to;
}

function refuseImpossible({ from, connection, isMove, deletesExtra }: CopyRequest): void {
  if (!isMove) return;
  const isHere = keyspaceOf(from.source) === keyspaceOf(liveKeys(connection)) && pastRevision(from.source) === null;
  if (!isHere) throw badRequest('only keys of the same connection, as they are now, can be moved');
  if (deletesExtra) throw badRequest('a move cannot delete at its new place as well');
}

/** Moving a key onto one that is itself moved away would need an order that no transaction has. */
function overlapRefusal({ from, to, names, isMove }: CopyRequest): (wanted: readonly WantedValue[]) => void {
  if (!isMove || (!startsWith(to, from.prefix) && !startsWith(from.prefix, to))) return () => undefined;
  const moved = names === null ? null : new Set(names.map(idOf));
  return (wanted) => {
    for (const { key } of wanted) {
      const isSource = startsWith(key, from.prefix) && (moved?.has(idOf(copyBytes(key, from.prefix.length))) ?? true);
      if (isSource) throw badRequest('a key would be moved onto one that is moved itself; choose another prefix');
    }
  };
}

function idOf(name: Uint8Array): string {
  return Buffer.from(name).toString('latin1');
}

function badRequest(message: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message, operation: 'planCopy' });
}
