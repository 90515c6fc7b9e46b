import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { SnapshotCatalogue } from '../../../contract/snapshots.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useConnection } from '../../state/connection.tsx';
import { useListedConnections } from '../../state/connections.ts';
import { failureOf } from '../../state/failure.ts';
import { useSnapshotCatalogue } from '../../state/snapshots.ts';
import { cardColumn, cardColumns } from '../../ui/card-columns.ts';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { color } from '../../ui/tokens.ts';
import { AboutSnapshots } from './AboutSnapshots.tsx';
import { CatalogueCard } from './CatalogueCard.tsx';
import { FoldersCard } from './FoldersCard.tsx';
import { ScheduleCard } from './schedule/ScheduleCard.tsx';
import { catalogueSentence } from './snapshot-words.ts';
import { StoresCard } from './stores/StoresCard.tsx';
import { useSaveSnapshot } from './use-save-snapshot.ts';

const columns = cardColumns(380);
/** What a schedule, another window or a command saves comes into sight by itself. */
const everyMs = 30_000;

/** The snapshots of a cluster: what there is, what proves it, what saves the next one, and the ways to use one. */
export function SnapshotsScreen() {
  const { id, state } = useConnection();
  const known = useListedConnections().find(({ profile }) => profile.id === id)?.clusterId ?? null;
  const { data, error, refetch } = useSnapshotCatalogue(state.clusterId ?? known, everyMs);
  return (
    <>
      {error === null || data === undefined ? null : (
        <Notice tone="warn">{describeFailure(failureOf(error)).title} This is what was known before.</Notice>
      )}
      <Box sx={columns}>
        <Box sx={cardColumn}>
          {data !== undefined ? (
            <Known catalogue={data} />
          ) : error === null ? (
            <Loading />
          ) : (
            <>
              <Heading
                text="The snapshots are not known"
                more="One can be saved nevertheless."
                actions={<SaveActions />}
              />
              <FailureView failure={failureOf(error)} layout="inline" onRetry={() => void refetch()} />
            </>
          )}
        </Box>
        <Box sx={cardColumn}>
          <ScheduleCard />
          {data === undefined ? null : <FoldersCard folders={data.folders} />}
          <StoresCard />
          <AboutSnapshots />
        </Box>
      </Box>
    </>
  );
}

function Known({ catalogue }: { readonly catalogue: SnapshotCatalogue }) {
  const { state } = useConnection();
  const sentence = catalogueSentence(catalogue.snapshots, state.revision);
  return (
    <>
      {sentence === null ? (
        <Heading text="No snapshot is known yet" more="If etcd were lost now, nothing would bring it back." />
      ) : (
        <Heading
          tone={sentence.tone}
          text={
            <>
              {sentence.text}
              {sentence.at === null ? null : (
                <>
                  {' '}
                  <RelativeTime at={sentence.at} />
                </>
              )}
              {sentence.after}
            </>
          }
          more={sentence.more}
          actions={<SaveActions />}
        />
      )}
      <CatalogueCard catalogue={catalogue} />
    </>
  );
}

interface HeadingProps {
  readonly tone?: 'ok' | 'warn' | 'bad';
  readonly text: ReactNode;
  readonly more: string;
  readonly actions?: ReactNode;
}

function Heading({ tone = 'ok', text, more, actions }: HeadingProps) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '8px 16px' }}>
      <Box sx={{ flex: '1 1 320px', minWidth: 0 }}>
        <Typography variant="h1" sx={{ color: tone === 'bad' ? color.bad : color.text }}>
          {text}
        </Typography>
        <Box sx={{ color: color.muted, fontSize: '0.875rem' }}>{more}</Box>
      </Box>
      {actions}
    </Box>
  );
}

function SaveActions() {
  const { save, saveAs, isSaving } = useSaveSnapshot();
  return (
    <Box sx={{ display: 'flex', gap: 1, pt: '6px' }}>
      <Button disabled={isSaving} onClick={saveAs}>
        Save as…
      </Button>
      <Button variant="contained" disabled={isSaving} onClick={save} sx={{ minWidth: 88 }}>
        {isSaving ? 'Saving…' : 'Save now'}
      </Button>
    </Box>
  );
}

function Loading() {
  return (
    <>
      <LoadingBlock label="Looking for snapshots" height={56} width={420} />
      <LoadingBlock label="Loading the snapshots" height={320} />
    </>
  );
}
