import type { Api } from '../../../contract/api.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import type { KeyValue } from '../../../contract/keys.ts';
import { failureOf } from '../../state/failure.ts';
import { equalBytes } from '../../ui/byte-text.ts';

/** What became of a write. `Entry` is the key as it is now: of a put its value, of a deletion nothing. */
export type Written<Entry> =
  | { readonly kind: 'done'; readonly entry: Entry; readonly revision: number; readonly wasAnswerLost: boolean }
  /** The key is not as it was read, but so. Nothing was written. */
  | { readonly kind: 'conflict'; readonly now: KeyValue | null; readonly revision: number }
  /** The answer was lost and the key is as it was: the write may still come. */
  | { readonly kind: 'not-written-yet'; readonly now: KeyValue | null; readonly revision: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

type Keys = Api['keys'];

interface Target {
  readonly connection: ConnectionId;
  readonly key: Uint8Array;
  /** The modRevision that the operator has seen; 0 where the key must not exist. */
  readonly guard: number;
}

/** Writes a value, once. A refusal or a lost answer means what the key then says. */
export async function putGuarded(keys: Keys, target: Target, value: Uint8Array): Promise<Written<KeyValue>> {
  const { connection, key, guard } = target;
  try {
    const { meta } = await keys.put({ connection, key, value, expectedModRevision: guard, lease: 'keep' });
    return { kind: 'done', entry: { ...meta, value }, revision: meta.modRevision, wasAnswerLost: false };
  } catch (error) {
    return settle(keys, target, failureOf(error), (now) =>
      now !== null && equalBytes(now.value, value) ? { entry: now, revision: now.modRevision } : null,
    );
  }
}

/** Deletes a key, once. */
export async function deleteGuarded(keys: Keys, target: Target): Promise<Written<null>> {
  const { connection, key, guard } = target;
  try {
    const { revision } = await keys.delete({ connection, key, expectedModRevision: guard });
    return { kind: 'done', entry: null, revision, wasAnswerLost: false };
  } catch (error) {
    return settle(keys, target, failureOf(error), (now, revision) => (now === null ? { entry: null, revision } : null));
  }
}

async function settle<Entry>(
  keys: Keys,
  { connection, key, guard }: Target,
  failure: Failure,
  doneAs: (now: KeyValue | null, revision: number) => { readonly entry: Entry; readonly revision: number } | null,
): Promise<Written<Entry>> {
  if (failure.code !== 'Conflict' && failure.code !== 'OutcomeUnknown') return { kind: 'failed', failure };
  try {
    const { entry: now, revision } = await keys.get({ source: liveKeys(connection), key, reveal: false });
    const isAsSeen = (now?.modRevision ?? 0) === guard;
    const done = isAsSeen || failure.code === 'Conflict' ? null : doneAs(now, revision);
    if (done !== null) return { kind: 'done', ...done, wasAnswerLost: true };
    return { kind: isAsSeen ? 'not-written-yet' : 'conflict', now, revision };
  } catch {
    // What the key says is not known either: the first failure stands.
    return { kind: 'failed', failure };
  }
}
