import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { useState } from 'react';
import { useRefreshConnections } from '../../state/connections.ts';
import { useStorePart } from '../../state/store.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { AddIcon, GuideIcon, ReloadIcon, StopIcon } from '../../ui/icons.tsx';
import { AddMemberDialog } from './AddMemberDialog.tsx';
import { actWords } from './lab-words.ts';
import { isPlain } from './model/lab-facts.ts';
import { partitionOf } from './model/partition.ts';
import { useCalmFrame, useCanAct, useLab } from './use-lab.tsx';
import { useLabCommands } from './use-lab-commands.tsx';

/** What can be done to the lab as a whole, and to the members that are marked or selected. */
export function LabToolbar(props: { readonly hasLessons: boolean; readonly onLessons: () => void }) {
  const { hasLessons, onLessons } = props;
  const model = useLab();
  const frame = useCalmFrame();
  const canAct = useCanAct();
  const runs = useStorePart(model.view, ({ phase }) => phase === 'following');
  const marked = useStorePart(model.desk, (desk) => desk.marked);
  const looked = useStorePart(model.desk, ({ selected }) => (selected?.kind === 'member' ? selected.name : null));
  const refresh = useRefreshConnections();
  const [asked, ask] = useState<'add' | 'reset' | 'stop' | null>(null);
  useLabCommands(frame, { toggleLessons: onLessons, askStop: () => ask('stop') });
  // The view changes with every act.
  useStorePart(model.view, ({ acts }) => acts);
  const last = model.lastUndoable;
  const moved = marked.length > 0 || looked === null ? marked : [looked];
  const partition = frame === null ? null : partitionOf(frame, moved);
  const cut = (): void => {
    const [first] = moved;
    if (partition === null || first === undefined) return;
    model.clearMarks();
    // The button goes on to mean somebody, and keeps the focus.
    if (looked === null || !moved.includes(looked)) model.select({ kind: 'member', name: first });
    void model.act(partition.act);
  };
  const stop = async (): Promise<void> => {
    ask(null);
    if (await model.stop()) await refresh();
  };
  return (
    <Box role="toolbar" aria-label="Acts on the lab" sx={{ display: 'flex', flexWrap: 'wrap', gap: '6px' }}>
      <Tooltip title={last === null ? '' : actWords(last.act)} describeChild>
        <span>
          <Button
            disabled={!canAct || last === null}
            onClick={() => {
              if (last !== null) void model.undo(last);
            }}
          >
            Undo last act
          </Button>
        </span>
      </Tooltip>
      <Button
        disabled={!canAct || frame?.links.every(isPlain) !== false}
        onClick={() => void model.act({ kind: 'heal' })}
      >
        Heal
      </Button>
      <Button disabled={!canAct || partition === null} onClick={cut}>
        {partition?.isBack ? 'Bring back selected' : 'Cut off selected'}
      </Button>
      <Button startIcon={<AddIcon />} disabled={!canAct} onClick={() => ask('add')}>
        Add a member…
      </Button>
      <Button startIcon={<ReloadIcon />} disabled={!canAct} onClick={() => ask('reset')}>
        Reset…
      </Button>
      <Button startIcon={<StopIcon />} disabled={!runs} onClick={() => ask('stop')}>
        Stop the lab…
      </Button>
      <Button startIcon={<GuideIcon />} aria-pressed={hasLessons} onClick={onLessons}>
        Lessons
      </Button>
      {asked === 'add' ? (
        <AddMemberDialog names={frame?.members.map(({ name }) => name) ?? []} onClose={() => ask(null)} />
      ) : null}
      <ConfirmDialog
        title="Reset the lab?"
        confirm="Reset"
        isOpen={asked === 'reset'}
        onClose={() => ask(null)}
        onConfirm={() => {
          ask(null);
          void model.reset();
        }}
      >
        It gets back the members, links and keys that it started with. What was written since is gone; its past stays on
        the line of time. The runbook begins anew: what was done until now leaves it, and can no longer be taken back.
      </ConfirmDialog>
      <ConfirmDialog
        title="Stop the lab?"
        confirm="Stop the lab"
        isOpen={asked === 'stop'}
        onClose={() => ask(null)}
        onConfirm={() => void stop()}
      >
        Its members are stopped and their data is removed. It cannot be brought back.
      </ConfirmDialog>
    </Box>
  );
}
