import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import type { MemberId } from '../../../contract/ids.ts';
import type { ChartMark, Scrape } from '../../../contract/metrics.ts';
import { useHost } from '../../state/settings.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { download } from '../../ui/download.ts';
import { formatClock } from '../../ui/format.ts';
import { PauseIcon, PlayIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';
import { markWords } from './mark-words.ts';

/** How the figures are shown. */
export type MetricsView = 'charts' | 'table';

const spans = [5, 15, 60] as const;
const mostMarks = 3;

/** The choice of time and view, the leader, and the latest marks. */
export function MetricsToolbar(props: {
  readonly newest: Scrape;
  readonly marks: readonly ChartMark[];
  readonly nameOf: (id: MemberId) => string;
  readonly minutes: number;
  readonly onMinutes: (minutes: number) => void;
  readonly view: MetricsView;
  readonly onView: (view: MetricsView) => void;
  readonly isPaused: boolean;
  readonly onPause: (isPaused: boolean) => void;
  readonly csv: () => string;
}) {
  const { newest, isPaused, onPause, csv } = props;
  // The desktop app has no downloads.
  const { nativeDialogs } = useHost();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 12px' }}>
      <Box sx={{ flex: '1 1 320px', minWidth: 0 }}>
        <Box role="status">
          {leaderWords(newest, props.nameOf)}
          <Box component="span" sx={{ color: color.muted }}>
            {isPaused ? ' · paused at ' : ' · as of '}
            {formatClock(newest.at)}
          </Box>
        </Box>
        <Marks marks={props.marks} nameOf={props.nameOf} />
      </Box>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label="Time shown"
        value={props.minutes}
        onChange={(_event, chosen: number | null) => chosen !== null && props.onMinutes(chosen)}
      >
        {spans.map((minutes) => (
          <ToggleButton key={minutes} value={minutes} sx={toggle}>
            {minutes} min
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label="How the figures are shown"
        value={props.view}
        onChange={(_event, chosen: MetricsView | null) => chosen !== null && props.onView(chosen)}
      >
        <ToggleButton value="charts" sx={toggle}>
          Charts
        </ToggleButton>
        <ToggleButton value="table" sx={toggle}>
          Table
        </ToggleButton>
      </ToggleButtonGroup>
      <Button
        startIcon={isPaused ? <PlayIcon size={14} /> : <PauseIcon size={14} />}
        onClick={() => onPause(!isPaused)}
      >
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
      {nativeDialogs ? (
        <CopyButton label="Copy as CSV" text={csv} />
      ) : (
        <Button onClick={() => download(csv(), 'etcd-metrics.csv')}>Download CSV</Button>
      )}
    </Box>
  );
}

function leaderWords({ members }: Scrape, nameOf: (id: MemberId) => string): string {
  const leaders = members.filter(({ values }) => values.isLeader === 1).map(({ member }) => nameOf(member));
  const answering = members.filter(({ failure }) => failure === null).length;
  const [leader] = leaders;
  const words = leader === undefined ? 'No member leads by its own metrics' : `${leader} leads`;
  return `${words} · ${answering} of ${members.length} serve metrics`;
}

/** The latest marks of the charts. */
function Marks({ marks, nameOf }: Pick<Parameters<typeof MetricsToolbar>[0], 'marks' | 'nameOf'>) {
  if (marks.length === 0) return null;
  const latest = marks.toSorted((a, b) => b.at - a.at);
  const said = latest.slice(0, mostMarks).map((mark) => `${formatClock(mark.at)} ${markWords(mark, nameOf)}`);
  const more = latest.length - said.length;
  return (
    <Box sx={{ color: color.muted, fontSize: '0.75rem', overflowWrap: 'anywhere' }}>
      Marked: {said.join(' · ')}
      {more > 0 ? ` · ${more} earlier` : ''}
    </Box>
  );
}

const toggle = { px: '10px', py: '3px', textTransform: 'none', fontSize: '0.8125rem' } as const;
