import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { UndoOffer } from '../../parts/plans/UndoOffer.tsx';
import { type Changes, mostChanges, useUndoStates } from '../../parts/plans/use-changes.ts';
import { useSource } from '../../parts/source/source.tsx';
import { clearEndedTasks, type Task } from '../../state/tasks.ts';
import { color } from '../../ui/tokens.ts';
import { ChangeRow } from './ChangeRow.tsx';
import { TaskRow } from './TaskRow.tsx';

/** The tasks of this window, and beneath them what else was written here to this cluster. */
export function TaskList({ tasks, changes }: { readonly tasks: readonly Task[]; readonly changes: Changes }) {
  const { connection } = useSource();
  const { entries, hasMore, isKept, failure } = changes;
  const states = useUndoStates(connection, entries);
  const entryOf = ({ of, result }: Task) =>
    of !== null && of.id === connection ? entries.find((entry) => entry.id === result?.journalEntry) : undefined;
  const offer = (task: Task): ReactNode => {
    const entry = entryOf(task);
    const state = entry === undefined ? undefined : states.get(entry.id);
    return entry === undefined || state === undefined ? null : <UndoOffer entry={entry} state={state} />;
  };
  const told = new Set(tasks.map((task) => entryOf(task)?.id));
  const others = entries.filter((entry) => !told.has(entry.id));
  return (
    <Box sx={{ maxHeight: 'min(480px, calc(100vh - 120px))', overflow: 'auto' }}>
      {tasks.length === 0 ? null : (
        <>
          <Heading
            title="Tasks"
            action={
              <Button
                variant="text"
                onClick={clearEndedTasks}
                disabled={tasks.every(({ state }) => state === 'running')}
              >
                Clear ended
              </Button>
            }
          />
          <List label="Tasks">
            {tasks.map((task) => (
              <TaskRow key={task.id} task={task} undo={offer(task)} />
            ))}
          </List>
        </>
      )}
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
      {others.length === 0 ? null : (
        <>
          <Heading title="Written here before" />
          <List label="Written here before">
            {others.map((entry) => (
              <ChangeRow key={entry.id} entry={entry} state={states.get(entry.id) ?? { kind: 'none', why: null }} />
            ))}
          </List>
        </>
      )}
      {entries.length === 0 ? null : (
        <Box sx={{ p: '8px 16px', borderTop: `1px solid ${color.line}`, color: color.muted, fontSize: '0.75rem' }}>
          {hasMore ? `These are the newest ${mostChanges}. ` : ''}
          {isKept
            ? 'The journal keeps them, with the values before.'
            : 'Without a keychain the journal is in memory: it ends with etcdeck.'}
        </Box>
      )}
    </Box>
  );
}

function Heading({ title, action }: { readonly title: string; readonly action?: ReactNode }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 44, p: '4px 8px 4px 16px' }}>
      <Typography variant="h3" component="h2" sx={{ flex: 1 }}>
        {title}
      </Typography>
      {action}
    </Box>
  );
}

function List({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Box component="ul" aria-label={label} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {children}
    </Box>
  );
}
