import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import Typography from '@mui/material/Typography';
import { useEffect, useMemo } from 'react';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { anyLab, showLabStart } from '../../state/lab-start.ts';
import { useLayout, usePaneSizes } from '../../state/layout.ts';
import { useStorePart } from '../../state/store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LabIcon } from '../../ui/icons.tsx';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { type Pane, SplitPane } from '../../ui/SplitPane.tsx';
import { color } from '../../ui/tokens.ts';
import { AddedMembers } from './AddedMembers.tsx';
import { agoWords } from './clock-words.ts';
import { LabPanels } from './LabPanels.tsx';
import { LabToolbar } from './LabToolbar.tsx';
import { LessonsPanel } from './lessons/LessonsPanel.tsx';
import { labModelOf } from './model/lab-model.ts';
import { labSentence } from './model/lab-sentence.ts';
import { Picture } from './picture/Picture.tsx';
import { Timeline } from './timeline/Timeline.tsx';
import { LabProvider, useLab, useShownFrame } from './use-lab.tsx';

/** A lab: its members as they are, what can be done to them, and all of it over time. */
export function LabScreen() {
  const api = useApi();
  const { id } = useConnection();
  const model = useMemo(() => labModelOf(api, id), [api, id]);
  useEffect(() => model.follow(), [model]);
  return (
    <LabProvider model={model}>
      <Followed />
    </LabProvider>
  );
}

function Followed() {
  const model = useLab();
  const hasFrame = useStorePart(model.view, ({ frame }) => frame !== null);
  const phase = useStorePart(model.view, (view) => view.phase);
  const failure = useStorePart(model.view, (view) => view.failure);
  if (hasFrame) return <Shown />;
  if (phase === 'failed' && failure !== null) return <FailureView failure={failure} onRetry={() => model.follow()} />;
  if (phase === 'ended') return <Ended />;
  return (
    <Box sx={{ p: 2, display: 'grid', gap: 2 }}>
      <LoadingBlock label="Waiting for the members" height={36} width={420} />
      <LoadingBlock label="Loading the picture" height={360} />
    </Box>
  );
}

function Ended() {
  return (
    <EmptyState
      icon={<LabIcon size={28} />}
      title="This lab has ended"
      actions={
        <Button variant="contained" onClick={() => showLabStart(anyLab)}>
          Start another lab…
        </Button>
      }
    >
      A lab stops with etcdeck, and leaves nothing behind.
    </EmptyState>
  );
}

const readShown = (json: unknown): boolean | null => (typeof json === 'boolean' ? json : null);

function Shown() {
  const [hasLessons, setLessons] = useLayout('lab.lessons', false, readShown);
  const panes = usePaneSizes(hasLessons ? 'lab.with-lessons' : 'lab');
  const toggle = (): void => setLessons(!hasLessons);
  const content: readonly Pane[] = [
    { ...{ id: 'picture', label: 'the picture', minSize: 400 }, content: <Drawn /> },
    {
      ...{ id: 'panels', label: 'the panels', defaultSize: hasLessons ? '30%' : '42%', minSize: 300 },
      content: <LabPanels />,
    },
    ...(hasLessons
      ? [
          {
            ...{ id: 'lessons', label: 'the lessons', defaultSize: '26%', minSize: 260 },
            content: (
              <Box component="aside" aria-label="Lessons" sx={{ height: '100%', overflow: 'auto' }}>
                <LessonsPanel />
              </Box>
            ),
          },
        ]
      : []),
  ];
  return (
    <Box sx={{ height: '100%', minHeight: 520, display: 'flex', flexDirection: 'column' }}>
      <Unfollowed />
      <Box sx={{ px: 1.5, pt: 1, pb: 0.75, borderBottom: `1px solid ${color.line}`, display: 'grid', gap: '6px' }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, minHeight: 28 }}>
          <Sentence />
          <Doing />
        </Box>
        <LabToolbar hasLessons={hasLessons} onLessons={toggle} />
      </Box>
      <Refused />
      <AddedMembers />
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <SplitPane key={String(hasLessons)} panes={content} {...panes} />
      </Box>
      <Timeline />
    </Box>
  );
}

/** Who leads, how many answer, and whether writes work. */
function Sentence() {
  const model = useLab();
  const isNow = useStorePart(model.desk, ({ at }) => at === null);
  const frame = useShownFrame();
  const { tone, text } = useMemo(
    () => (frame === null ? { tone: 'ok' as const, text: '' } : labSentence(frame)),
    [frame],
  );
  return (
    <Typography
      variant="h2"
      aria-live={isNow ? 'polite' : 'off'}
      sx={{ flex: 1, fontSize: '1.125rem', color: tone === 'bad' ? color.bad : color.text }}
    >
      {text}
    </Typography>
  );
}

function Drawn() {
  const model = useLab();
  const frame = useShownFrame();
  const at = useStorePart(model.desk, (desk) => desk.at);
  return frame === null ? null : (
    <Box sx={{ position: 'relative', height: '100%' }}>
      <Picture frame={frame} />
      {at === null ? null : <Past at={at} />}
    </Box>
  );
}

/** Says over the picture that it is not the present. */
function Past({ at }: { readonly at: number }) {
  const model = useLab();
  const newest = useStorePart(model.view, ({ frame }) => frame?.at ?? at);
  return (
    <Box
      sx={{
        ...{ position: 'absolute', top: 8, left: 8, zIndex: 5, display: 'flex', alignItems: 'center', gap: 1 },
        ...{ p: '4px 6px 4px 12px', borderRadius: '8px', bgcolor: color.raised, border: `2px solid ${color.warn}` },
      }}
    >
      <b>{agoWords(at, newest)}</b>
      <Button onClick={() => model.showMoment(null)}>Back to now</Button>
    </Box>
  );
}

/** What is being done. */
function Doing() {
  const model = useLab();
  const doing = useStorePart(model.view, (view) => view.doing);
  const isRunning = doing !== null && doing.failure === null;
  return (
    <Box
      role="status"
      aria-label="What is being done"
      sx={{ display: 'flex', alignItems: 'center', gap: 1, color: color.muted, minWidth: 0 }}
    >
      {isRunning ? (
        <>
          <CircularProgress size={14} aria-label="Running" />
          <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: 420 }}>
            {doing.title}
            {doing.step === '' ? '' : `: ${doing.step}`}
          </Box>
        </>
      ) : null}
    </Box>
  );
}

/** Why the last act was not done. */
function Refused() {
  const model = useLab();
  const doing = useStorePart(model.view, (view) => view.doing);
  if (doing === null || doing.failure === null) return null;
  return (
    <Box sx={{ px: 1.5, py: 1, borderBottom: `1px solid ${color.line}` }}>
      <Box sx={{ fontWeight: 600 }}>{doing.title}</Box>
      <FailureView
        failure={doing.failure}
        layout="inline"
        actions={<Button onClick={() => model.dismissDoing()}>Dismiss</Button>}
      />
    </Box>
  );
}

/** The lab has ended, or is not followed any more: what is shown is its past. */
function Unfollowed() {
  const model = useLab();
  const phase = useStorePart(model.view, (view) => view.phase);
  const failure = useStorePart(model.view, (view) => view.failure);
  if (phase === 'ended')
    return (
      <Notice tone="warn" actions={<Button onClick={() => showLabStart(anyLab)}>Start another lab…</Button>}>
        This lab has ended. What it did can still be looked at.
      </Notice>
    );
  if (phase !== 'failed' || failure === null) return null;
  return <FailureView failure={failure} layout="inline" onRetry={() => model.follow()} />;
}
