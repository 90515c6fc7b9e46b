import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ComponentProps, useState } from 'react';
import type { MemberSpace } from '../../../contract/maintenance.ts';
import { listed } from '../../../contract/member-words.ts';
import { clusterSentence } from '../../parts/cluster/quorum-words.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { useClusterStatus } from '../../state/cluster.tsx';
import { useAskedOf } from '../../state/cluster-asked.ts';
import { useConnection } from '../../state/connection.tsx';
import { showPlan } from '../../state/plans.ts';
import { useStream } from '../../state/use-stream.ts';
import { cardColumn, cardColumns } from '../../ui/card-columns.ts';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { color } from '../../ui/tokens.ts';
import { heldWords, RecoverButton, useIsHeld } from './ActButton.tsx';
import { CompactDialog } from './CompactDialog.tsx';
import { CorruptCard } from './CorruptCard.tsx';
import { GrownCard } from './GrownCard.tsx';
import { HashCard } from './HashCard.tsx';
import { NoSpaceCard } from './NoSpaceCard.tsx';
import { PerformanceCard } from './PerformanceCard.tsx';
import { defragmentRequest } from './planned-acts.ts';
import { SpaceCard } from './SpaceCard.tsx';
import { nameOfSpace, spaceSentence } from './space-words.ts';
import { VersionsCard } from './VersionsCard.tsx';

const columns = cardColumns(380);

/** What is done to a cluster every week, and on the day when it is full. */
export function MaintenanceTab() {
  const api = useApi();
  const { id } = useConnection();
  const { value, phase, failure, restart } = useStream({
    key: id,
    open: (signal) => api.maintenance.space({ connection: id }, { signal }),
    retryAfterMs: 2_000,
  });
  const [isCompacting, setCompacting] = useState(false);
  const compact = (): void => setCompacting(true);
  const defragment = (members: readonly MemberSpace[]): void => {
    const what = members.length === 0 ? 'every voting member' : listed(members.map(nameOfSpace));
    const ids = members.length === 0 ? null : members.map(({ member }) => member);
    showPlan(defragmentRequest({ api, connection: id }, ids, what));
  };
  useAskedOf('compact', compact);
  useAskedOf('defragment', () => defragment([]));
  const space =
    value !== null ? (
      <Space space={value} onCompact={compact} onDefragment={defragment} />
    ) : phase === 'failed' && failure !== null ? (
      <FailureView failure={failure} onRetry={restart} />
    ) : (
      <Loading />
    );
  return (
    <>
      {failure === null || value === null ? null : (
        <Notice tone="warn">
          {describeFailure(failure).title} This is how large the databases were <RelativeTime at={value.at} />.
        </Notice>
      )}
      <Box sx={columns}>
        <Box sx={cardColumn}>{space}</Box>
        <Box sx={cardColumn}>
          <HashCard />
          <VersionsCard />
          <PerformanceCard />
        </Box>
      </Box>
      {isCompacting ? <CompactDialog space={value} onClose={() => setCompacting(false)} /> : null}
    </>
  );
}

function Space(props: ComponentProps<typeof SpaceCard>) {
  const { space } = props;
  const { value: status } = useClusterStatus();
  const alarms = status?.alarms ?? [];
  const isHeld = useIsHeld();
  const sentence =
    isHeld && status !== null ? { ...clusterSentence(status), more: heldWords } : spaceSentence(space, { alarms });
  return (
    <>
      <Box>
        <Typography variant="h1" sx={{ color: sentence.tone === 'bad' ? color.bad : color.text }}>
          {sentence.text}
        </Typography>
        <Box sx={{ color: color.muted, fontSize: '0.875rem' }}>
          {sentence.more} {isHeld ? <RecoverButton /> : null}
        </Box>
      </Box>
      {alarms.includes('CORRUPT') ? <CorruptCard /> : null}
      {alarms.includes('NOSPACE') ? <NoSpaceCard /> : null}
      <SpaceCard {...props} />
      <GrownCard />
    </>
  );
}

function Loading() {
  return (
    <>
      <LoadingBlock label="Asking for the sizes" height={56} width={420} />
      <LoadingBlock label="Loading the databases" height={240} />
      <LoadingBlock label="Loading what fills them" height={84} />
    </>
  );
}
