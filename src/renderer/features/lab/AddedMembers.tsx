import Button from '@mui/material/Button';
import type { LabAddedMember } from '../../../contract/lab.ts';
import { useStorePart } from '../../state/store.ts';
import { Notice } from '../../ui/Notice.tsx';
import { StartAddedDialog } from './StartAddedDialog.tsx';
import { useCanAct, useLab } from './use-lab.tsx';

const none: readonly LabAddedMember[] = [];

/** The members that the cluster lists and that nobody has started, each with the way to start it. */
export function AddedMembers() {
  const model = useLab();
  const canAct = useCanAct();
  const added = useStorePart(model.view, ({ lab }) => lab?.added ?? none);
  const names = useStorePart(model.view, ({ lab }) => lab?.members);
  const starting = useStorePart(model.desk, (desk) => desk.starting);
  return (
    <>
      {added.map(({ id, peerURL, isLearner }) => (
        <Notice
          key={id}
          tone="info"
          actions={
            <Button disabled={!canAct} onClick={() => model.askStart(peerURL)}>
              Start its process…
            </Button>
          }
        >
          {peerURL}: added as a {isLearner ? 'learner' : 'voting member'}, not started.
        </Notice>
      ))}
      {starting === null ? null : (
        <StartAddedDialog
          key={starting}
          peerURL={starting}
          names={names?.map(({ name }) => name) ?? []}
          onClose={() => model.askStart(null)}
        />
      )}
    </>
  );
}
