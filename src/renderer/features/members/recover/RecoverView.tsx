import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MemberId } from '../../../../contract/ids.ts';
import type { HostLayout, Survey } from '../../../../contract/recovery.ts';
import { LayoutChoice, readLayout } from '../../../parts/cluster/LayoutChoice.tsx';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useRestoreFile } from '../../../parts/use-restore-file.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { goTo } from '../../../state/route.ts';
import { useRemembered } from '../../../state/use-remembered.ts';
import { Card } from '../../../ui/Card.tsx';
import { LoadingBlock } from '../../../ui/LoadingState.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { RelativeTime } from '../../../ui/RelativeTime.tsx';
import { color } from '../../../ui/tokens.ts';
import { Runbooks } from './Runbooks.tsx';
import { SurvivorsTable } from './SurvivorsTable.tsx';

const column = { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '18px' } as const;

/** The way back when quorum is lost for good: who has what, and what to run on which host. Changes nothing itself. */
export function RecoverView() {
  const api = useApi();
  const { id } = useConnection();
  const restoreFile = useRestoreFile();
  const survey = useQuery({
    queryKey: ['recovery', id],
    gcTime: 0,
    queryFn: ({ signal }) => api.recovery.survey({ connection: id }, { signal }),
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
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mt: 1.5 }}>
          <Button onClick={() => goTo({ screen: 'workbench', connection: id, place: 'cluster', focus: null })}>
            Back to Cluster
          </Button>
          <Button onClick={restoreFile}>Restore a snapshot file…</Button>
          <Button disabled={survey.isFetching} onClick={() => void survey.refetch()}>
            {survey.isFetching ? 'Asking…' : 'Ask again'}
          </Button>
          {survey.data === undefined ? null : (
            <Box sx={{ color: color.muted }}>
              Last asked <RelativeTime at={survey.data.askedAt} />
            </Box>
          )}
        </Box>
      </Box>
      {survey.data !== undefined ? (
        <Surveyed survey={survey.data} onAskAgain={() => void survey.refetch()} />
      ) : survey.error === null ? (
        <LoadingBlock label="Asking every known endpoint" height={320} />
      ) : (
        <FailureView failure={failureOf(survey.error)} layout="inline" onRetry={() => void survey.refetch()} />
      )}
    </Box>
  );
}

/** What was answered, and what is made of it: another choice makes other runbooks of the same answers. */
function Surveyed({ survey, onAskAgain }: { readonly survey: Survey; readonly onAskAgain: () => void }) {
  const api = useApi();
  const { id } = useConnection();
  const { hasQuorum, survivors, best } = survey;
  const [layout, setLayout] = useRemembered<HostLayout>(`recover.layout/${id}`, 'systemd', readLayout);
  const [chosen, setChosen] = useState<string | null>(null);
  const [without, setWithout] = useState<readonly MemberId[]>([]);
  // The one that was chosen may not answer any more.
  const from = survivors.some(({ endpoint, reachable }) => reachable && endpoint === chosen) ? chosen : null;
  const request = { connection: id, survey: survey.id, layout, from, without };
  const ways = useQuery({
    queryKey: ['ways back', request],
    enabled: !hasQuorum,
    gcTime: 0,
    queryFn: ({ signal }) => api.recovery.waysBack(request, { signal }),
    placeholderData: (before) => before,
  });
  if (hasQuorum) {
    return <Notice tone="info">The cluster has a quorum and takes writes. Nothing of this is needed now.</Notice>;
  }
  const { needsRoot = null, runbooks = [] } = ways.data ?? {};
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
          chosen={from ?? best}
          onChoose={setChosen}
          without={without}
          onWithout={setWithout}
        />
      </Card>
      {best === null ? (
        <Notice
          tone="bad"
          actions={
            <Button onClick={() => goTo({ screen: 'workbench', connection: id, place: 'snapshots', focus: null })}>
              Show the snapshots
            </Button>
          }
        >
          No member answers, so there is nothing to recover from here. A saved snapshot, or the data-dir of a member
          that is down, is the way back.
        </Notice>
      ) : null}
      {ways.error === null ? null : (
        <FailureView failure={failureOf(ways.error)} layout="inline" onRetry={onAskAgain} />
      )}
      {runbooks.length === 0 ? null : (
        <Card title="What to run" end={<LayoutChoice value={layout} onChange={setLayout} />}>
          <Runbooks runbooks={runbooks} isAwaited={ways.isPlaceholderData} />
        </Card>
      )}
    </>
  );
}
