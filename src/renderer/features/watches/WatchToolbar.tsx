import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { memo } from 'react';
import { useApi } from '../../state/api.tsx';
import { openNotifier } from '../../state/notifier.ts';
import { useHost } from '../../state/settings.tsx';
import { shownConnection } from '../../state/shown-connection.ts';
import { useStore, useStorePart } from '../../state/store.ts';
import { showToast } from '../../state/toasts.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { PauseIcon, PlayIcon } from '../../ui/icons.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx';
import { color, size } from '../../ui/tokens.ts';
import { CopyWatchLine } from './CopyWatchLine.tsx';
import { mostRows } from './event-log.ts';
import type { RunningWatch } from './running-watch.ts';
import { useRecord } from './use-record.ts';
import { hasEnded, type WatchPhase } from './watch-notes.ts';
import type { WatchView } from './watch-view.ts';

const phases: Readonly<Record<WatchPhase, { readonly tone: Tone; readonly word: string }>> = {
  starting: { tone: 'neutral', word: 'starting' },
  live: { tone: 'ok', word: 'live' },
  reconnecting: { tone: 'warn', word: 'reconnecting' },
  compacted: { tone: 'bad', word: 'ended: compacted' },
  failed: { tone: 'bad', word: 'ended' },
  ended: { tone: 'bad', word: 'ended' },
};

/** How a watch stands, how much comes, and what can be done with it. */
export const WatchToolbar = memo(({ watch, onStop }: { readonly watch: RunningWatch; readonly onStop: () => void }) => {
  // What comes draws the figures alone, and no button.
  const isPaused = useStorePart(watch.view, (view) => view.isPaused);
  const isNotifying = useStorePart(watch.view, (view) => view.isNotifying);
  const isRevealed = useStorePart(watch.view, (view) => view.isRevealed);
  const isOver = useStorePart(watch.view, (view) => hasEnded(view.phase));
  const isEmpty = useStorePart(watch.view, () => watch.span === null);
  const isUnknown = useStorePart(watch.view, () => watch.recordStart === null);
  const record = useRecord(watch);
  const api = useApi();
  const host = useHost();
  const startNotifying = async (): Promise<void> => {
    const notify = await openNotifier(api, host);
    if (typeof notify === 'function') return watch.setNotifying(notify);
    const detail =
      notify === 'missing' ? 'This window has none.' : 'Allow them in the settings of the browser or the system.';
    showToast({ tone: 'warn', text: 'Notifications are not allowed.', detail }, shownConnection.get());
  };
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        minHeight: size.header,
        flexShrink: 0,
        px: '14px',
        py: '4px',
        boxSizing: 'border-box',
        borderBottom: `1px solid ${color.line}`,
      }}
    >
      <Standing watch={watch} />
      <Button
        disabled={isOver && !isPaused}
        startIcon={isPaused ? <PlayIcon size={14} /> : <PauseIcon size={14} />}
        onClick={() => watch.setPaused(!isPaused)}
      >
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={isNotifying}
            disabled={isOver}
            onChange={(event) => (event.target.checked ? void startNotifying() : watch.setNotifying(null))}
          />
        }
        label="Notify"
        title="A notification of the desktop for events that fit the filter, by key and type, never with a value"
        sx={{ mx: 0, flexShrink: 0 }}
      />
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={isRevealed}
            disabled={isOver}
            onChange={(event) => watch.setRevealed(event.target.checked)}
          />
        }
        label="Reveal Secrets"
        sx={{ mx: 0, flexShrink: 0 }}
      />
      <Button disabled={isEmpty} onClick={() => void record('export')}>
        Export…
      </Button>
      <Button disabled={isUnknown} onClick={() => void record('record')}>
        Record…
      </Button>
      <CopyWatchLine request={watch.request} />
      <Button onClick={() => watch.clear()}>Clear</Button>
      <Button onClick={onStop}>Close watch</Button>
    </Box>
  );
});

/** The figures of a watch, as they change. */
function Standing({ watch }: { readonly watch: RunningWatch }) {
  const view = useStore(watch.view);
  const phase = phases[view.phase];
  return (
    <>
      <span role="status">
        <StatusChip tone={phase.tone}>{phase.word}</StatusChip>
      </span>
      <Rate view={view} />
      <Box sx={{ color: color.muted, flex: '1 1 110px', fontVariantNumeric: 'tabular-nums' }}>
        <div title={`The newest are kept, ${formatCount(mostRows)} and 64 MiB at most`}>
          {plural(view.events, 'event')}
          {view.dropped === 0 ? '' : `, ${formatCount(view.dropped)} made room`}
        </div>
        {view.unseen === 0 ? null : (
          <Box sx={{ color: color.warn }}>{plural(view.unseen, 'event')} since the pause</Box>
        )}
      </Box>
    </>
  );
}

function Rate({ view: { rate, course } }: { readonly view: WatchView }) {
  const now = `${rate < 10 ? rate.toFixed(1) : formatCount(Math.round(rate))} a second`;
  const most = formatCount(Math.round(Math.max(0, ...course)));
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexShrink: 0, fontVariantNumeric: 'tabular-nums' }}>
      <Sparkline
        label={`Events of the last two minutes, ${now}, ${most} at most`}
        values={course}
        width={120}
        isFromZero
      />
      <span style={{ color: color.muted }}>{now}</span>
    </Box>
  );
}
