import ButtonBase from '@mui/material/ButtonBase';
import Popover from '@mui/material/Popover';
import { useRef, useState } from 'react';
import { type Changes, mostChanges, noChanges, useChanges } from '../parts/plans/use-changes.ts';
import { useSource } from '../parts/source/source.tsx';
import { useCommands } from '../state/commands.ts';
import { useStore } from '../state/store.ts';
import { type Task, tasks } from '../state/tasks.ts';
import { dismissDone } from '../state/toasts.ts';
import { plural } from '../ui/format.ts';
import { StatusDot, type Tone } from '../ui/StatusChip.tsx';
import { color } from '../ui/tokens.ts';
import { TaskList } from './tasks/TaskList.tsx';

/**
 * Long work: how far it is, how to stop it, what came of it; and what was written here, with the way back. A word in the
 * status bar opens it.
 */
export function TaskCentre() {
  const { connection } = useSource();
  const [isOpen, setOpen] = useState(false);
  const opening = { isOpen, onOpen: setOpen };
  return connection === null ? <TaskMenu changes={noChanges} {...opening} /> : <WithChanges {...opening} />;
}

interface Opening {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

function WithChanges(opening: Opening) {
  return <TaskMenu changes={useChanges(opening.isOpen)} {...opening} />;
}

function TaskMenu({ changes, isOpen, onOpen: setOpen }: Opening & { readonly changes: Changes }) {
  const all = useStore(tasks);
  const button = useRef<HTMLButtonElement>(null);
  const open = (): void => {
    // What this window wrote is looked up by opening it.
    if (changes.unlisted === 0) changes.refresh();
    // They would lie over it in a small window, and say the same.
    dismissDone();
    setOpen(true);
  };
  const isEmpty = all.length === 0 && changes.entries.length + changes.unlisted === 0;
  useCommands(isEmpty ? [] : [{ id: 'tasks.show', title: 'Show tasks and changes', group: 'Tasks', run: open }]);
  if (isEmpty) return null;
  const { text, tone, isRunning } = summaryOf(all, changes);
  return (
    <>
      <ButtonBase
        ref={button}
        aria-haspopup="dialog"
        onClick={open}
        sx={{
          gap: 1,
          px: 1,
          height: '100%',
          flexShrink: 0,
          fontSize: 'inherit',
          color: color.text,
          '&:focus-visible': { outlineOffset: -2 },
        }}
      >
        <StatusDot tone={tone} isPulsing={isRunning} />
        {text}
      </ButtonBase>
      <Popover
        open={isOpen}
        anchorEl={() => button.current}
        onClose={() => setOpen(false)}
        anchorOrigin={{ vertical: 'top', horizontal: 'right' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': 'Tasks',
            sx: { width: 440, maxWidth: 'calc(100vw - 32px)', border: `1px solid ${color.line}` },
          },
        }}
      >
        <TaskList tasks={all} changes={changes} />
      </Popover>
    </>
  );
}

function summaryOf(
  all: readonly Task[],
  { entries, unlisted, hasMore }: Changes,
): { readonly text: string; readonly tone: Tone; readonly isRunning: boolean } {
  const running = all.filter(({ state }) => state === 'running').length;
  if (running > 0) return { text: `${plural(running, 'task')} running`, tone: 'info', isRunning: true };
  const failed = all.filter(({ state }) => state === 'failed').length;
  if (failed > 0) return { text: `${plural(failed, 'task')} failed`, tone: 'bad', isRunning: false };
  const stopped = all.filter(({ result }) => result?.isStopped === true).length;
  if (stopped > 0) return { text: `${plural(stopped, 'task')} stopped`, tone: 'bad', isRunning: false };
  if (all.length > 0) return { text: `${plural(all.length, 'task')} done`, tone: 'ok', isRunning: false };
  const text = hasMore ? `More than ${mostChanges} changes` : plural(entries.length + unlisted, 'change');
  return { text, tone: 'neutral', isRunning: false };
}
