import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MemberId } from '../../../../contract/ids.ts';
import type { HostLayout, Recovery } from '../../../../contract/recovery.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { goTo } from '../../../state/route.ts';
import { useRemembered } from '../../../state/use-remembered.ts';
import { Card } from '../../../ui/Card.tsx';
import { LoadingBlock } from '../../../ui/LoadingState.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { color } from '../../../ui/tokens.ts';
import { LayoutChoice, readLayout } from './LayoutChoice.tsx';
import { Runbooks } from './Runbooks.tsx';
import { SurvivorsTable } from './SurvivorsTable.tsx';

const column = { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '18px' } as const;

/** The way back when quorum is lost for good: who has what, and what to run on which host. Changes nothing itself. */
export function RecoverView() {
  const api = useApi();
  const { id } = useConnection();
  const [layout, setLayout] = useRemembered<HostLayout>(`recover.layout/${id}`, 'systemd', readLayout);
  const [from, setFrom] = useState<string | null>(null);
  const [without, setWithout] = useState<readonly MemberId[]>([]);
  const survey = useQuery({
    queryKey: ['recovery', id, layout, from, without],
    gcTime: 0,
    queryFn: ({ signal }) => api.recovery.survey({ connection: id, layout, from, without }, { signal }),
    placeholderData: (before) => before,
  });
  return (
    <Box sx={{ p: { xs: '16px', lg: '24px 32px 32px' }, maxWidth: 1_200, ...column }}>
      <Box>
        <Typography variant="h1">Recover from a lost quorum</Typography>
        <Box sx={{ color: color.muted, fontSize: '0.875rem' }}>
          For when the members that are down will not come back. If one may still come back, wait for it: nothing is
          lost then. Do not restart the members that answer: without a quorum they do not come up again. Where the host
          of a lost member is gone as well, say so below to bring back fewer members, or run its steps on another host
          that has its address.
        </Box>
        <Box sx={{ display: 'flex', gap: 1, mt: 1.5 }}>
          <Button onClick={() => goTo({ screen: 'workbench', connection: id, place: 'cluster', focus: null })}>
            Back to Cluster
          </Button>
          <Button disabled={survey.isFetching} onClick={() => void survey.refetch()}>
            {survey.isFetching ? 'Asking…' : 'Ask again'}
          </Button>
        </Box>
      </Box>
      {survey.data !== undefined ? (
        <Surveyed
          recovery={survey.data}
          isOfBefore={survey.isPlaceholderData}
          chosen={from}
          without={without}
          onWithout={setWithout}
          layout={layout}
          onLayout={setLayout}
          onFrom={setFrom}
        />
      ) : survey.error === null ? (
        <LoadingBlock label="Asking every known endpoint" height={320} />
      ) : (
        <FailureView failure={failureOf(survey.error)} layout="inline" onRetry={() => void survey.refetch()} />
      )}
    </Box>
  );
}

function Surveyed(props: {
  readonly recovery: Recovery;
  /** It was made for another choice, and the one for this is on its way. */
  readonly isOfBefore: boolean;
  /** `null`: the best. */
  readonly chosen: string | null;
  readonly layout: HostLayout;
  readonly onLayout: (layout: HostLayout) => void;
  readonly onFrom: (endpoint: string) => void;
  /** The members whose hosts are gone. */
  readonly without: readonly MemberId[];
  readonly onWithout: (without: readonly MemberId[]) => void;
}) {
  const { recovery, isOfBefore, chosen, layout, onLayout, onFrom, without, onWithout } = props;
  const { hasQuorum, survivors, best, needsRoot, runbooks } = recovery;
  if (hasQuorum) {
    return <Notice tone="info">The cluster has a quorum and takes writes. Nothing of this is needed now.</Notice>;
  }
  return (
    <>
      {needsRoot === true ? (
        <Notice tone="warn">
          Authentication is on. Saving a snapshot takes the certificate of root, or a token that a member gave before
          the quorum was lost: without quorum nobody can log in with a password.
        </Notice>
      ) : null}
      <Card title="Who has what">
        <SurvivorsTable
          survivors={survivors}
          chosen={best === null ? null : (chosen ?? best)}
          onChoose={onFrom}
          without={without}
          onWithout={onWithout}
        />
      </Card>
      {best === null ? (
        <Notice tone="bad">
          No member answers, so there is nothing to recover from here. A saved snapshot, or the data-dir of a member
          that is down, is the way back.
        </Notice>
      ) : null}
      {runbooks.length === 0 ? null : (
        <Card title="What to run" end={<LayoutChoice value={layout} onChange={onLayout} />}>
          <Runbooks runbooks={runbooks} isAwaited={isOfBefore} />
        </Card>
      )}
    </>
  );
}
