import type { ClusterId } from '../../../contract/ids.ts';
import { failureOf } from '../../state/failure.ts';
import { useSnapshotCatalogue } from '../../state/snapshots.ts';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { color } from '../../ui/tokens.ts';
import { type SnapshotWords, snapshotWords, unknownSnapshotWords } from './health-words.ts';
import { Told } from './Told.tsx';

interface LastSnapshotProps {
  readonly clusterId: ClusterId;
  /** The id of the text, for the element that it describes. */
  readonly id: string;
}

/** When a snapshot of a cluster was saved last. Dials nothing. */
export function LastSnapshot({ clusterId, id }: LastSnapshotProps) {
  const { data, error } = useSnapshotCatalogue(clusterId);
  if (data === undefined && error === null) return null;
  const words = data === undefined ? unknownSnapshotWords(failureOf(error)) : snapshotWords(data.snapshots);
  return (
    <span id={id} style={{ color: color.muted }}>
      <Told text={<Sentence {...words} />} more={words.note === null ? [] : [words.note]} />
    </span>
  );
}

function Sentence({ text, at, after }: SnapshotWords) {
  if (at === null) return text;
  return (
    <>
      {text} <RelativeTime at={at} />
      {after}
    </>
  );
}
