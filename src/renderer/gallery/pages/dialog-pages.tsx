import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { CheckIcon, TrashIcon } from '../../ui/icons.tsx';
import { type MoreItem, MoreMenu } from '../../ui/MoreMenu.tsx';
import { PlanDialog, type PlanDialogProps } from '../../ui/PlanDialog.tsx';
import { type PlanStep, type PlanStepState, PlanSteps } from '../../ui/PlanSteps.tsx';
import type { GalleryPage } from '../gallery-page.ts';
import { Held } from '../Held.tsx';

const nothing = (): void => undefined;

const opened = (dialog: (isOpen: boolean, close: () => void) => ReactNode) => (
  <Held initial={false}>
    {(isOpen, set) => (
      <>
        <Button onClick={() => set(true)}>Open the dialog</Button>
        {dialog(isOpen, () => set(false))}
      </>
    )}
  </Held>
);

const plan: Omit<PlanDialogProps, 'isOpen' | 'onClose'> = {
  title: 'Remove member etcd-2?',
  changes: ['etcd-2 stops voting at once.', 'Its data stays on its disk until you remove it.'],
  consequence: { tone: 'warn', words: '2 voters are left: none of them may fail.' },
  commands: { label: 'The same with etcdctl', lines: ['etcdctl member remove 8e9e05c52164694d'] },
  confirmation: null,
  confirm: 'Remove member',
  isDestructive: true,
  onConfirm: nothing,
};
const step = (name: string, state: Partial<PlanStepState> | null = null): PlanStep => ({
  name,
  notes: ['It answers: checked again just before.', 'What follows is left out when it fails.'],
  expectedMs: 40_000,
  state: state === null ? null : { tone: 'neutral', words: 'Waits.', runningSince: null, result: null, ...state },
});
const plannedSteps = ['etcd-1', 'etcd-2', 'etcd-3'].map((name) => step(`Defragment ${name}`));
const runningSteps = [
  step('Defragment etcd-1', { tone: 'ok', words: 'Done.', result: '1.21 GiB → 340 MiB, 899 MiB won' }),
  step('Defragment etcd-2', { tone: 'info', words: 'Under way.', runningSince: Date.now() - 12_000 }),
  step('Defragment etcd-3', {}),
];
const lateSteps = [
  step('Defragment etcd-1', { tone: 'info', words: 'Under way.', runningSince: Date.now() - 95_000 }),
  step('Defragment etcd-2', {}),
];
const stoppedSteps = [
  step('Defragment etcd-1', { tone: 'ok', words: 'It was so already: nothing was sent.' }),
  step('Defragment etcd-2', { tone: 'bad', words: 'The answer was lost.' }),
  step('Defragment etcd-3', { tone: 'neutral', words: 'Left out: nothing was sent.' }),
];
const planned = (overrides: Partial<PlanDialogProps> = {}) =>
  opened((isOpen, close) => <PlanDialog {...plan} {...overrides} isOpen={isOpen} onClose={close} />);

const menuItems: readonly MoreItem[] = [
  { label: 'Test it', icon: <CheckIcon />, run: nothing },
  { label: 'Remove…', icon: <TrashIcon />, run: nothing },
];

export const dialogPages: readonly GalleryPage[] = [
  {
    name: 'MoreMenu',
    specimens: [
      { state: 'Closed', shown: <MoreMenu name="etcd-1" items={menuItems} /> },
      {
        state: 'With a note, and nothing that can be done',
        shown: (
          <MoreMenu
            name="etcd-2"
            note="Held back while another plan runs."
            items={menuItems.map((item) => ({ ...item, isDisabled: true }))}
          />
        ),
      },
    ],
  },
  {
    name: 'PlanDialog',
    specimens: [
      { state: 'A click is enough', shown: planned() },
      {
        state: 'Something must be typed',
        shown: planned({
          confirmation: 'prod-eu-1',
          consequence: { tone: 'bad', words: 'Writes stop: no quorum is left.' },
        }),
      },
      { state: 'Planned only', shown: planned({ obstacle: 'The connection is read-only. Unlock it to do this.' }) },
      {
        state: 'Refused, with what comes first',
        shown: planned({
          obstacle: 'etcd-4 is on its way: start or remove it first.',
          remedy: { label: 'Continue…', run: nothing },
        }),
      },
      { state: 'Busy', shown: planned({ isBusy: true }) },
      {
        state: 'Of several steps',
        shown: planned({ changes: [], steps: plannedSteps }),
      },
      { state: 'While its steps are carried out', shown: planned({ steps: runningSteps, isExecuted: true }) },
      {
        state: 'While it can be stopped',
        shown: planned({
          ...{ steps: runningSteps, isExecuted: true },
          stop: { label: 'Stop', note: 'What follows the step under way is left out.', isAsked: false, run: nothing },
        }),
      },
    ],
  },
  {
    name: 'PlanSteps',
    specimens: [
      { state: 'Planned', shown: <PlanSteps steps={plannedSteps} /> },
      { state: 'Under way', shown: <PlanSteps steps={runningSteps} /> },
      { state: 'Longer than expected', shown: <PlanSteps steps={lateSteps} /> },
      { state: 'Stopped', shown: <PlanSteps steps={stoppedSteps} /> },
    ],
  },
  {
    name: 'ConfirmDialog',
    specimens: [
      {
        state: 'Closed at first',
        shown: opened((isOpen, close) => (
          <ConfirmDialog title="Delete the key?" confirm="Delete key" isOpen={isOpen} onConfirm={close} onClose={close}>
            It can be undone while its last value is known.
          </ConfirmDialog>
        )),
      },
    ],
  },
  {
    name: 'DialogFrame',
    specimens: [
      {
        state: 'With a description',
        shown: opened((isOpen, close) => (
          <DialogFrame
            title="New key"
            description="It is created only if it does not exist."
            isOpen={isOpen}
            onClose={close}
            actions={<Button onClick={close}>Cancel</Button>}
          >
            <div>Content</div>
          </DialogFrame>
        )),
      },
    ],
  },
];
