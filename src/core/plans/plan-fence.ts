import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { PlanConsequence } from '../../contract/plan-consequences.ts';
import type { PlansApi } from '../../contract/plans.ts';
import { startsWithAny } from '../bytes/bytes.ts';
import { KeyReader } from '../etcd/key-reader.ts';
import type { NotedChange } from '../journal/records.ts';
import { comparedModRevision, movedKey, pivotOf } from '../writes/lost-transaction.ts';
import { ChangeList } from './change-list.ts';
import { etcdctlLines } from './etcdctl-lines.ts';
import { notedEntry } from './noted-entry.ts';
import type { PlanParts } from './plan-parts.ts';
import type { Planner } from './planning.ts';

/**
 * Plans to rewrite one key of each open transaction, with the same value and lease: the key's modRevision moves on, and
 * the transaction's comparison can never hold again.
 */
export async function* planFence(
  parts: PlanParts,
  request: Parameters<PlansApi['planFence']>[0],
  signal: AbortSignal,
): Planner {
  const { codecs, store } = parts;
  const { held, entry, revision } = await notedEntry(parts, request, 'planFence', signal);
  const changes = new ChangeList();
  const consequences = new Set<PlanConsequence>();
  const reader = new KeyReader(held.client);
  let scanned = 0;
  for await (const { changes: noted, isOpen, isGuarded } of entry.transactions()) {
    if (isOpen) {
      if (!isGuarded) throw unguarded();
      const key = await keyToFence(reader, noted, signal);
      if (key !== null) {
        await held.findRegistries([key], { signal });
        if (startsWithAny(key.key, held.registries())) consequences.add('BypassesKubernetes');
        if (await codecs.holdsSecret(key.value, { signal, key: key.key })) consequences.add('HoldsSecrets');
        changes.add({
          kind: 'overwrite',
          key: key.key,
          expectedModRevision: key.modRevision,
          value: key.value,
          lease: 'keep',
          isJoined: false,
        });
      }
    }
    scanned += noted.length;
    yield scanned;
  }
  yield await store.add(
    {
      connection: held,
      act: 'fence',
      changes,
      revision,
      consequences: [...consequences],
      etcdctl: etcdctlLines(held.profile, changes),
      kubectl: [],
      subject: changes.samples[0]?.key ?? new Uint8Array(),
    },
    signal,
  );
}

function unguarded(): EtcdeckError {
  const message = 'it does not compare the revisions of its keys: no write can rule it out';
  return new EtcdeckError({ code: 'FenceImpossible', message, operation: 'planFence' });
}

/** Returns the key to rewrite; `null` where the transaction can no longer happen. Fails with `FenceImpossible`. */
async function keyToFence(
  reader: KeyReader,
  changes: readonly NotedChange[],
  signal: AbortSignal,
): Promise<KeyValue | null> {
  const pivot = pivotOf(changes);
  if (pivot === null) return null;
  if (comparedModRevision(pivot) === 0) {
    const message =
      'it only creates keys: whoever creates them first wins, and one that is deleted could be created again';
    throw new EtcdeckError({ code: 'FenceImpossible', message, operation: 'planFence' });
  }
  const { found } = await reader.all(
    changes.map(({ key }) => key),
    { keysOnly: true, signal },
  );
  if (movedKey(changes, found) !== null) return null;
  const { found: values } = await reader.first([pivot.key], { signal });
  const [value = null] = values;
  return value?.modRevision === comparedModRevision(pivot) ? value : null;
}
