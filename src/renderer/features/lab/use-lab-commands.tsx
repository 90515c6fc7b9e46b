import type { LabAct } from '../../../contract/lab/acts.ts';
import type { LabFrame } from '../../../contract/lab/frames.ts';
import { type Command, useCommandSource } from '../../state/commands.ts';
import { LabIcon } from '../../ui/icons.tsx';
import { actWords } from './lab-words.ts';
import { isPlain, leaderOf } from './model/lab-facts.ts';
import { useCanAct, useLab } from './use-lab.tsx';

/** What can be done in the lab, in the palette. */
export function useLabCommands(
  frame: LabFrame | null,
  { toggleLessons, askStop }: { readonly toggleLessons: () => void; readonly askStop: () => void },
): void {
  const model = useLab();
  const canAct = useCanAct();
  const command = (id: string, title: string, run: () => void): Command => ({
    ...{ id: `lab.${id}`, title, group: 'Lab', icon: <LabIcon />, run },
  });
  const act = (each: LabAct): Command => command(actWords(each), actWords(each), () => void model.act(each));
  useCommandSource(() => {
    const { at } = model.desk.get();
    const last = model.lastUndoable;
    const leader = frame === null ? null : leaderOf(frame);
    return [
      command('lessons', 'Show or hide the lessons', toggleLessons),
      ...(model.view.get().phase === 'following' ? [command('stop', 'Stop the lab…', askStop)] : []),
      at === null
        ? command('pause', 'Pause the lab’s line of time', () => model.pause())
        : command('now', 'Back to now', () => model.showMoment(null)),
      ...(canAct && frame !== null
        ? [
            ...(last === null ? [] : [command('undo', `Undo: ${actWords(last.act)}`, () => void model.undo(last))]),
            ...(frame.links.every(isPlain) ? [] : [act({ kind: 'heal' })]),
            ...(leader === null
              ? []
              : [
                  command(
                    'kill-leader',
                    'Kill the leader',
                    () => void model.act({ kind: 'kill', member: leader.name }),
                  ),
                ]),
            ...(model.view.get().lab?.added ?? []).map(({ id, peerURL }) =>
              command(`start ${id}`, `Start the process of ${peerURL}…`, () => model.askStart(peerURL)),
            ),
            ...frame.members.flatMap(({ name: member }) => [
              act({ kind: 'kill', member }),
              act({ kind: 'freeze', member }),
              act({ kind: 'restart', member }),
            ]),
          ]
        : []),
    ];
  });
}
