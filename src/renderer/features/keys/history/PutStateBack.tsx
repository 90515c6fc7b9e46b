import { atRevision, type KeySource } from '../../../../contract/key-source.ts';
import type { KeyEntry } from '../../../../contract/keys.ts';
import { PutBackKeysDialog } from '../../../parts/put-back/PutBackKeysDialog.tsx';
import { useTimeline } from '../../../parts/source/use-timeline.ts';
import type { PlanRequest } from '../../../state/plans.ts';
import { putBackChoice } from '../model/chosen-keys.ts';

/** Asks into which connection a state of a key goes that is read from a file's history. */
export function PutStateBack(props: {
  readonly entry: KeyEntry;
  readonly source: KeySource;
  readonly onPlan: (plan: PlanRequest) => void;
  readonly onClose: () => void;
}) {
  const { entry, source, onPlan, onClose } = props;
  const { data: timeline, isPending } = useTimeline();
  if (isPending) return null;
  // The revision of its write may be compacted; the state still stands at the oldest one that can be read.
  const revision = Math.max(entry.modRevision, timeline?.oldestRevision ?? 0);
  return (
    <PutBackKeysDialog
      chosen={putBackChoice({ kind: 'keys', keys: [entry.key] })}
      source={atRevision(source, revision)}
      onPlan={onPlan}
      onClose={onClose}
    />
  );
}
