import Box from '@mui/material/Box';
import { lazy, Suspense } from 'react';
import { chartSummary, type TimeChartProps } from './chart-data.ts';
import { LoadingBlock } from './LoadingState.tsx';
import { color } from './tokens.ts';

const UplotChart = lazy(async () => ({ default: (await import('./UplotChart.tsx')).UplotChart }));

/** Numbers over time. What draws them is loaded when the first chart is shown. */
export function TimeChart(props: TimeChartProps) {
  const { label, series, times, format, height } = props;
  return (
    <Box role="img" aria-label={chartSummary(label, series, format)} sx={{ height, position: 'relative' }}>
      {times.length === 0 ? (
        <Box sx={{ height: '100%', display: 'grid', placeItems: 'center', color: color.muted }}>
          No value yet. The chart begins with the first one.
        </Box>
      ) : (
        <Suspense fallback={<LoadingBlock label="Loading the chart" height={height} />}>
          <UplotChart {...props} />
        </Suspense>
      )}
    </Box>
  );
}
