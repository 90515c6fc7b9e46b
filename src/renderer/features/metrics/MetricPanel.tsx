import Box from '@mui/material/Box';
import { useMemo } from 'react';
import { CopyButton } from '../../ui/CopyButton.tsx';
import type { ChartMark, ChartThreshold } from '../../ui/chart-data.ts';
import { TimeChart } from '../../ui/TimeChart.tsx';
import { color, size } from '../../ui/tokens.ts';
import { metricWords } from './metric-words.ts';
import { courseOf, type MetricsWindow, type ShownMember, thresholdsOf } from './metrics-window.ts';
import type { Panel } from './panels.ts';

/** With one row of three members beneath the lines. */
const leastHeight = 190;
const legendRow = 20;

/** One figure of all members over time. */
export function MetricPanel(props: {
  readonly panel: Panel;
  readonly shown: MetricsWindow;
  readonly members: readonly ShownMember[];
  readonly marks: readonly ChartMark[];
}) {
  const { panel, shown, members, marks } = props;
  const { label, format, marked } = metricWords[panel.id];
  const height = leastHeight + legendRow * (Math.ceil(members.length / 3) - 1);
  const course = useMemo(() => courseOf(shown.scrapes, members, panel.id), [shown, members, panel]);
  const thresholds = useMemo(() => thresholdsOf(panel, shown.scrapes.at(-1)), [shown, panel]);
  const span = useMemo(() => ({ from: shown.from, to: shown.to }), [shown]);
  return (
    <Box
      role="group"
      aria-label={label}
      sx={{
        ...{ minWidth: 0, p: '10px 12px 6px' },
        ...{ backgroundColor: color.surface, border: `1px solid ${color.line}`, borderRadius: `${size.cardRadius}px` },
        '& .copy': { opacity: 0 },
        '&:hover .copy, &:focus-within .copy': { opacity: 1 },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: size.control }}>
        <Box component="h3" sx={{ m: 0, flex: 1, minWidth: 0, fontSize: '0.8125rem', fontWeight: 600 }}>
          {label}
        </Box>
        <Box sx={{ color: color.muted, fontSize: '0.75rem', whiteSpace: 'nowrap' }}>{thresholdWords(thresholds)}</Box>
        <Box className="copy">
          <CopyButton label={`Copy ${label} as PromQL`} text={panel.promql} />
        </Box>
      </Box>
      {course.times.length === 0 ? (
        <Box sx={{ height, display: 'grid', placeItems: 'center', color: color.muted }}>
          {shown.scrapes.length < 3 ? 'No value yet' : 'No value in this time'}
        </Box>
      ) : (
        <TimeChart
          label={label}
          {...course}
          span={span}
          format={format}
          {...(marked && { marked })}
          height={height}
          thresholds={thresholds}
          marks={marks}
          pointer="metrics"
          isFromZero
          isNarrow
        />
      )}
    </Box>
  );
}

/** The thresholds without what follows from them: `threshold 500 ms, 1 s`, `quota 2 GiB`. */
function thresholdWords(thresholds: readonly ChartThreshold[]): string {
  const words = thresholds.map(({ label }) => label.split(':')[0] ?? label).join(', ');
  return /^[0-9]/.test(words) ? `threshold ${words}` : words;
}
