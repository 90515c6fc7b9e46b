import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import LinearProgress from '@mui/material/LinearProgress';
import Popover from '@mui/material/Popover';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useStore } from '../state/store.ts';
import { cancelTask, clearEndedTasks, type Task, tasks } from '../state/tasks.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { plural } from '../ui/format.ts';
import { StatusDot } from '../ui/StatusChip.tsx';
import { color } from '../ui/tokens.ts';
import { FailureView } from './FailureView.tsx';

/** Long work: how far it is, how to stop it, what came of it. A word in the status bar opens it. */
export function TaskCentre() {
  const all = useStore(tasks);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (all.length === 0) return null;
  const running = all.filter((task) => task.state === 'running');
  const failed = all.filter((task) => task.state === 'failed');
  const summary =
    running.length > 0
      ? `${plural(running.length, 'task')} running`
      : failed.length > 0
        ? `${plural(failed.length, 'task')} failed`
        : `${plural(all.length, 'task')} done`;
  return (
    <>
      <ButtonBase
        aria-haspopup="dialog"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{
          gap: 1,
          px: 1,
          height: '100%',
          fontSize: 'inherit',
          color: color.text,
          '&:focus-visible': { outlineOffset: -2 },
        }}
      >
        <StatusDot
          tone={running.length > 0 ? 'info' : failed.length > 0 ? 'bad' : 'ok'}
          isPulsing={running.length > 0}
        />
        {summary}
      </ButtonBase>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'right' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        slotProps={{
          paper: { role: 'dialog', 'aria-label': 'Tasks', sx: { width: 420, border: `1px solid ${color.line}` } },
        }}
      >
        <Box sx={{ display: 'flex', alignItems: 'center', p: '8px 8px 8px 16px' }}>
          <Typography variant="h3" component="h2" sx={{ flex: 1 }}>
            Tasks
          </Typography>
          <Button variant="text" onClick={clearEndedTasks} disabled={running.length === all.length}>
            Clear ended
          </Button>
        </Box>
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: 360, overflow: 'auto' }}>
          {all.map((task) => (
            <TaskRow key={task.id} task={task} />
          ))}
        </Box>
      </Popover>
    </>
  );
}

function TaskRow({ task }: { readonly task: Task }) {
  const { progress } = task;
  const share = progress?.total ? Math.min(100, (progress.done / progress.total) * 100) : null;
  return (
    <Box component="li" sx={{ p: '10px 16px', borderTop: `1px solid ${color.line}` }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 28 }}>
        <Box sx={{ flex: 1, fontWeight: 550 }}>{task.title}</Box>
        {task.state === 'running' ? (
          <Button onClick={() => cancelTask(task.id)} aria-label={`Cancel ${task.title}`}>
            Cancel
          </Button>
        ) : null}
        {task.state === 'cancelled' ? <Box sx={{ color: color.muted }}>Cancelled</Box> : null}
      </Box>
      {task.state === 'running' ? (
        <>
          <LinearProgress
            aria-label={task.title}
            {...(share === null ? {} : { variant: 'determinate' as const, value: share })}
          />
          <Box sx={{ color: color.muted, fontSize: '0.75rem', mt: 0.5, minHeight: 16 }}>{progress?.detail}</Box>
        </>
      ) : null}
      {task.result === null ? null : (
        <Box sx={{ display: 'flex', alignItems: 'center', color: color.muted, overflowWrap: 'anywhere' }}>
          <Box sx={{ flex: 1 }}>{task.result.text}</Box>
          {task.result.copy ? <CopyButton {...task.result.copy} /> : null}
          {task.result.action ? <Button onClick={task.result.action.run}>{task.result.action.label}</Button> : null}
        </Box>
      )}
      {task.failure === null ? null : <FailureView failure={task.failure} layout="inline" />}
    </Box>
  );
}
