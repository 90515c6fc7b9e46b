import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useState } from 'react';
import type { PerformanceLoad, PerformanceResult } from '../../../contract/maintenance.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { showPlan } from '../../state/plans.ts';
import { Card } from '../../ui/Card.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { formatCount, formatDuration } from '../../ui/format.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { ActButton } from './ActButton.tsx';
import { performanceRequest } from './planned-acts.ts';

const loads: Readonly<Record<PerformanceLoad, string>> = {
  s: 'Small: 150 writes/s',
  m: 'Medium: 1,000 writes/s',
  l: 'Large: 8,000 writes/s',
  xl: 'Very large: 15,000 writes/s',
};
const names: readonly PerformanceLoad[] = ['s', 'm', 'l', 'xl'];

/** Measures writes, as `etcdctl check perf` does. It writes: a plan comes first. */
export function PerformanceCard() {
  const api = useApi();
  const { id } = useConnection();
  const [load, setLoad] = useState<PerformanceLoad>('s');
  const [result, setResult] = useState<PerformanceResult | null>(null);
  const measure = (): void =>
    showPlan(
      performanceRequest({ api, connection: id }, load, (report) => {
        if (report.kind !== 'operations') return;
        for (const each of report.results) if (each?.kind === 'performance') setResult(each.performance);
      }),
    );
  return (
    <Card title="Performance">
      <Box sx={{ color: color.muted, mb: 1 }}>
        Writes for a minute beneath a prefix of its own, deletes what it wrote, and judges as “etcdctl check perf” does.
        Others wait longer meanwhile.
      </Box>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <Select
          size="small"
          value={load}
          onChange={(event) => setLoad(names.find((name) => name === event.target.value) ?? 's')}
          slotProps={{ input: { 'aria-label': 'Load' } }}
        >
          {names.map((name) => (
            <MenuItem key={name} value={name}>
              {loads[name]}
            </MenuItem>
          ))}
        </Select>
        <ActButton onClick={measure}>Check…</ActButton>
      </Box>
      {result === null ? null : <Result result={result} />}
    </Card>
  );
}

function Result({ result }: { readonly result: PerformanceResult }) {
  const { writesPerSecond, slowestMs, standardDeviationMs, errors, passed, wasAppBusy, isCleanedUp, prefix } = result;
  return (
    <Box sx={{ mt: 2 }} role="status">
      <Box sx={{ mb: 1 }}>
        <StatusChip tone={passed ? 'ok' : 'warn'}>{passed ? 'passed' : 'did not pass'}</StatusChip>
      </Box>
      <FactList
        facts={[
          { name: 'Writes', value: `${formatCount(Math.round(writesPerSecond))} per second` },
          { name: 'Slowest', value: formatDuration(slowestMs) },
          { name: 'Deviation', value: formatDuration(standardDeviationMs) },
          { name: 'Errors', value: formatCount(errors) },
          ...(wasAppBusy ? [{ name: 'Doubt', value: 'The app itself was busy: a slow figure may be its own.' }] : []),
          ...(isCleanedUp ? [] : [{ name: 'Left behind', value: `Keys beneath ${prefix}: delete them`, isMono: true }]),
        ]}
      />
    </Box>
  );
}
