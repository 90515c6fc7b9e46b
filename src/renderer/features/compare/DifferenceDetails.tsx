import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import type { ComparedKeys, KeyDifference } from '../../../contract/compare.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { readSide } from '../../parts/values/read-side.ts';
import { ValueDiff } from '../../parts/values/ValueDiff.tsx';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { concatBytes, toHex } from '../../ui/byte-text.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { PaneHeader } from '../../ui/PaneHeader.tsx';
import { nameOf } from './difference-columns.tsx';

interface Sides {
  readonly left: ComparedKeys;
  readonly right: ComparedKeys;
}

/** Both values of a key side by side, as they are decoded. */
export function DifferenceDetails(props: { readonly difference: KeyDifference | null; readonly sides: Sides }) {
  const { difference, sides } = props;
  const api = useApi();
  const name = difference === null ? '' : toHex(difference.name);
  const read = useQuery({
    queryKey: ['compared values', sides, name, difference?.left?.modRevision, difference?.right?.modRevision],
    enabled: difference !== null,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const of = (side: ComparedKeys, has: boolean) =>
        has && difference !== null
          ? readSide(api, side.source, concatBytes(side.prefix, difference.name), signal)
          : null;
      const [left, right] = await Promise.all([
        of(sides.left, difference?.left !== null),
        of(sides.right, difference?.right !== null),
      ]);
      return { left, right };
    },
  });
  return (
    <Box component="section" aria-label="Values" sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <PaneHeader title={difference === null ? 'Values' : nameOf(difference)} />
      {difference === null ? (
        <EmptyState title="No key is chosen">Choose one to see both of its values.</EmptyState>
      ) : read.isError ? (
        <FailureView failure={failureOf(read.error)} onRetry={() => void read.refetch()} />
      ) : read.data === undefined ? (
        <LoadingRows label="Reading both values" />
      ) : (
        <Box sx={{ flex: 1, minHeight: 0, p: '14px' }}>
          <ValueDiff
            label="Values left and right"
            beforeTitle={read.data.left === null ? 'Left: no such key' : 'Left'}
            afterTitle={read.data.right === null ? 'Right: no such key' : 'Right'}
            before={read.data.left}
            after={read.data.right}
            height="100%"
          />
        </Box>
      )}
    </Box>
  );
}
