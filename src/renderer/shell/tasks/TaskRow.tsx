import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import type { ReactNode } from 'react';
import { ConnectionTime, useNameOf } from '../../parts/cluster/ConnectionTime.tsx';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useSource } from '../../parts/source/source.tsx';
import { goTo } from '../../state/route.ts';
import type { ConnectionLabel } from '../../state/shown-connection.ts';
import { cancelTask, type Task } from '../../state/tasks.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { color } from '../../ui/tokens.ts';

/** A task: how far it is, or what came of it; `undo`: the way back, where the journal has one. */
export function TaskRow({ task, undo }: { readonly task: Task; readonly undo: ReactNode }) {
  const { progress, result, failure, of, stopNote, isStopping } = task;
  const ended = endedWords[task.state];
  const share = progress?.total ? Math.min(100, (progress.done / progress.total) * 100) : null;
  return (
    <Box component="li" sx={{ p: '10px 16px', borderTop: `1px solid ${color.line}` }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 28 }}>
        <Box sx={{ flex: 1, minWidth: 0, fontWeight: 550, overflowWrap: 'anywhere' }}>{task.title}</Box>
        {task.state === 'running' ? (
          <Button
            onClick={() => cancelTask(task.id)}
            aria-label={`${stopNote === null ? 'Cancel' : 'Stop'} ${task.title}`}
          >
            {stopNote === null ? 'Cancel' : 'Stop'}
          </Button>
        ) : null}
        {ended === null ? null : <Box sx={{ color: color.muted }}>{ended}</Box>}
        {result === null ? null : (
          <>
            {result.copy ? <CopyButton {...result.copy} /> : null}
            <WayBack of={of}>
              {undo ?? (result.action ? <Button onClick={result.action.run}>{result.action.label}</Button> : null)}
            </WayBack>
          </>
        )}
      </Box>
      {task.state === 'running' ? (
        <>
          <LinearProgress
            aria-label={task.title}
            {...(share === null ? {} : { variant: 'determinate' as const, value: share })}
          />
          <Box sx={{ color: color.muted, fontSize: '0.75rem', mt: 0.5, minHeight: 16 }}>{progress?.detail}</Box>
          {isStopping && stopNote !== null ? (
            <Box role="status" sx={{ color: color.muted, fontSize: '0.75rem' }}>
              {stopNote}
            </Box>
          ) : null}
        </>
      ) : null}
      {result?.text ? <Box sx={{ color: color.muted, overflowWrap: 'anywhere' }}>{result.text}</Box> : null}
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
      <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>
        <ConnectionTime of={of} at={task.endedAt ?? task.startedAt} />
      </Box>
    </Box>
  );
}

/** How a task ended that has done nothing: its title still says what was under way. */
const endedWords: Readonly<Record<Task['state'], string | null>> = {
  running: null,
  done: null,
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** What is done on a connection is done where it is shown. */
function WayBack({ of, children }: { readonly of: ConnectionLabel | null; readonly children: ReactNode }) {
  const { connection } = useSource();
  const nameOf = useNameOf();
  if (children === null || of === null || of.id === connection) return children;
  const open = (): void => goTo({ screen: 'workbench', connection: of.id, place: 'cluster', focus: null });
  return <Button onClick={open}>{`Open ${nameOf(of)}`}</Button>;
}
