import Box from '@mui/material/Box';
import { useMemo, useState } from 'react';
import type { MemberId } from '../../../contract/ids.ts';
import { memberName } from '../../../contract/member-name.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useClusterStatus } from '../../state/cluster.tsx';
import type { ChartMark } from '../../ui/chart-data.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { MetricPanel } from './MetricPanel.tsx';
import { MetricsTable } from './MetricsTable.tsx';
import { MetricsToolbar, type MetricsView } from './MetricsToolbar.tsx';
import { metricsCsv } from './metrics-csv.ts';
import { type Metrics, type MetricsWindow, membersIn, type ShownMember, windowOf } from './metrics-window.ts';
import { panelGroups } from './panels.ts';
import { useMetrics } from './use-metrics.ts';
import { WithoutMetrics } from './WithoutMetrics.tsx';

/** The members' figures, as charts of the last hour or as a table of the latest. */
export function MetricsTab() {
  const { value, phase, failure, restart } = useMetrics();
  const nameOf = useMemberNames();
  const [paused, setPaused] = useState<Metrics | null>(null);
  const [minutes, setMinutes] = useState(15);
  const [view, setView] = useState<MetricsView>('charts');
  const metrics = paused ?? value;
  const shown = useMemo(() => windowOf(metrics, minutes), [metrics, minutes]);
  const members = useMemo(() => membersIn(shown.scrapes, nameOf), [shown, nameOf]);
  const newest = metrics.scrapes.at(-1);
  if (newest === undefined) {
    if (phase === 'failed' && failure !== null) return <FailureView failure={failure} onRetry={restart} />;
    return <Loading />;
  }
  const isEmpty = shown.scrapes.every((scrape) => scrape.members.every(({ failure: why }) => why !== null));
  return (
    <>
      {failure === null ? null : (
        <Notice tone="warn">{describeFailure(failure).title} These are the figures until then.</Notice>
      )}
      <Box sx={page}>
        <MetricsToolbar
          newest={newest}
          marks={shown.marks}
          nameOf={nameOf}
          minutes={minutes}
          onMinutes={setMinutes}
          view={view}
          onView={setView}
          isPaused={paused !== null}
          onPause={(isPaused) => setPaused(isPaused ? value : null)}
          csv={() => metricsCsv(shown.scrapes, members)}
        />
        <WithoutMetrics newest={newest} nameOf={nameOf} />
        {isEmpty ? (
          <EmptyState title="No member serves metrics">
            They are asked again every five seconds. Metrics need no user and no quorum: only a way to the members’
            client URLs, or to their metrics URLs, which a connection can name.
          </EmptyState>
        ) : view === 'table' ? (
          <MetricsTable newest={newest} members={members} />
        ) : (
          <Charts shown={shown} members={members} />
        )}
      </Box>
    </>
  );
}

function Charts({ shown, members }: { readonly shown: MetricsWindow; readonly members: readonly ShownMember[] }) {
  const marks = useMemo(
    (): readonly ChartMark[] => shown.marks.map(({ at, kind }) => ({ at, tone: kind === 'leader' ? 'info' : 'muted' })),
    [shown],
  );
  return panelGroups.map(({ title, panels }) => (
    <Box key={title} component="section" aria-label={title}>
      <Box component="h2" sx={heading}>
        {title}
      </Box>
      <Box sx={grid}>
        {panels.map((panel) => (
          <MetricPanel key={panel.id} panel={panel} shown={shown} members={members} marks={marks} />
        ))}
      </Box>
    </Box>
  ));
}

/** Returns a function from a member's id to its name, or to the id itself for a member that is no longer listed. */
function useMemberNames(): (id: MemberId) => string {
  const { value } = useClusterStatus();
  const named = JSON.stringify((value?.members ?? []).map((member) => [member.id, memberName(member)]));
  return useMemo(() => {
    // The cast is sound: the text was written from such pairs, right above.
    const names = new Map(JSON.parse(named) as readonly (readonly [MemberId, string])[]);
    return (id) => names.get(id) ?? id;
  }, [named]);
}

const page = {
  ...{ display: 'flex', flexDirection: 'column', gap: '14px', maxWidth: 1_800 },
  p: { xs: '16px', lg: '20px 32px 32px' },
} as const;
const heading = { m: '6px 0 8px', fontSize: '0.875rem', fontWeight: 600 } as const;
const grid = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 380px), 1fr))',
  gap: '12px',
} as const;

function Loading() {
  return (
    <Box sx={page}>
      <LoadingBlock label="Asking the members for metrics" height={32} width={420} />
      <Box sx={grid}>
        {[1, 2, 3, 4, 5, 6].map((place) => (
          <LoadingBlock key={place} label="Loading a chart" height={236} />
        ))}
      </Box>
    </Box>
  );
}
