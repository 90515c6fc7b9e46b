import Box from '@mui/material/Box';
import type { SnapshotInside, SnapshotReport } from '../../../contract/snapshot-report.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useSnapshotInside } from '../../parts/snapshots/use-snapshot-inside.ts';
import { failureOf } from '../../state/failure.ts';
import { cardColumn, cardColumns } from '../../ui/card-columns.ts';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { AccessCard } from './AccessCard.tsx';
import { FiguresCard } from './FiguresCard.tsx';
import { LeasesCard } from './LeasesCard.tsx';
import { MembersCard } from './MembersCard.tsx';
import { StorageCard } from './StorageCard.tsx';
import { VerdictCard } from './VerdictCard.tsx';

/** What an opened snapshot says of itself: whether it is whole, its figures, and what it holds beside keys. */
export function SnapshotFileScreen() {
  const { data, error, refetch } = useSnapshotInside();
  if (error !== null) return <FailureView failure={failureOf(error)} onRetry={() => void refetch()} />;
  if (data === undefined) {
    return (
      <Box sx={cardColumns(380)}>
        <LoadingBlock label="Reading what is inside" height={420} />
        <LoadingBlock label="Reading what is inside" height={280} />
      </Box>
    );
  }
  return <Inside {...data} />;
}

function Inside({ inside, report }: { readonly inside: SnapshotInside; readonly report: SnapshotReport }) {
  return (
    <Box sx={cardColumns(380)}>
      <Box sx={cardColumn}>
        <VerdictCard report={report} />
        <FiguresCard report={report} />
        <MembersCard inside={inside} file={report.file} />
        <AccessCard inside={inside} />
      </Box>
      <Box sx={cardColumn}>
        <LeasesCard inside={inside} />
        <StorageCard inside={inside} />
      </Box>
    </Box>
  );
}
