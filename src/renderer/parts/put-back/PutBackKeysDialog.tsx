import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { coversBelow } from '../../../contract/key-coverage.ts';
import { atRevision, type KeySource, pastRevision } from '../../../contract/key-source.ts';
import { useApi } from '../../state/api.tsx';
import { showPlanIn } from '../../state/awaited-plan.ts';
import { useListedConnections } from '../../state/connections.ts';
import type { PlanRequest } from '../../state/plans.ts';
import { putBackInto } from '../../state/put-back-into.ts';
import { fileName } from '../../state/recent-files.ts';
import { useStore } from '../../state/store.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { formatCount } from '../../ui/format.ts';
import type { MomentGap } from '../source/revision-clock.ts';
import { useSource } from '../source/source.tsx';
import { ConnectionField } from './ConnectionField.tsx';
import { GapField } from './GapField.tsx';
import { type PutBackChoice, putBackRequest } from './put-back-request.ts';

/** Asks how keys shall be put back, and from a file into which connection; then shows what that would change. */
export function PutBackKeysDialog(props: {
  readonly chosen: PutBackChoice;
  /** What they are put back from: a past moment of the connection, or a file. */
  readonly source: KeySource;
  /** The gap that the moment lies in. */
  readonly gap?: MomentGap | null;
  /** Whether everything that belongs to Kubernetes' objects is put back too, where they are such; chosen at first. */
  readonly takesAlong?: boolean;
  readonly onPlan: (plan: PlanRequest) => void;
  readonly onClose: () => void;
}) {
  const { chosen, source, gap = null, takesAlong = false, onPlan, onClose } = props;
  const api = useApi();
  const { connection: shown, origin } = useSource();
  const [deletesExtra, setDeletesExtra] = useState(false);
  const [closure, setClosure] = useState(takesAlong);
  const [grants, setGrants] = useState(false);
  const asked = useStore(putBackInto);
  const wanted = source.kind !== 'live' && asked?.file === source.file ? asked.connection : null;
  const [chosenInto, setInto] = useState(wanted);
  // One that is not saved is none to choose.
  const into = useListedConnections().some(({ profile }) => profile.id === chosenInto) ? chosenInto : null;
  // A write in the gap is put back, or undone: only the operator decides that.
  const [revision, setRevision] = useState(gap === null ? pastRevision(source) : null);
  const connection = shown ?? into;
  const isOpen = (gap !== null && revision === null) || connection === null;
  const submit = (): void => {
    if (isOpen) return;
    const form = { closure, leases: grants ? 'grant' : 'none', deletesExtra: deletesExtra && !closure } as const;
    const plan = putBackRequest(api, atRevision(source, revision), connection, chosen, form);
    onClose();
    if (shown === null) showPlanIn(connection, plan);
    else onPlan(plan);
  };
  const isWhole = coversBelow(origin.coverage, chosen.prefix) === 'whole' && origin.coverage.secrets === 'held';
  return (
    <DialogFrame
      isOpen
      title={`Put ${chosen.what} back${fromWords(source, revision)}`}
      description="Keys that were deleted or changed since get the values that they had. The next step shows what would change; nothing is written before."
      width={560}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={isOpen} autoFocus>
            Plan
          </Button>
        </>
      }
    >
      {shown === null ? <ConnectionField value={into} onChange={setInto} /> : null}
      {gap === null ? null : <GapField gap={gap} value={revision} onChange={setRevision} />}
      {takesAlong || isOfKubernetes(chosen) ? (
        <Choice
          isChosen={closure}
          onChoose={setClosure}
          label="With what belongs to them: all of a namespace, and what objects own"
        />
      ) : null}
      <Choice
        isChosen={grants}
        onChoose={setGrants}
        label="On a lease again, where they were on one: the same while it exists, else a new one where its TTL is known"
      />
      {chosen.names === null && isWhole ? (
        <Choice
          isChosen={deletesExtra && !closure}
          isDisabled={closure}
          onChoose={setDeletesExtra}
          label="Delete what was created since, so that it is exactly as it was"
        />
      ) : null}
    </DialogFrame>
  );
}

const registries = ['/registry/', '/kubernetes.io/', '/openshift.io/'].map((text) => new TextEncoder().encode(text));

/** Whether keys may be Kubernetes objects: in a registry, or above one. */
function isOfKubernetes({ prefix }: PutBackChoice): boolean {
  return registries.some((registry) =>
    prefix.subarray(0, registry.length).every((byte, place) => registry[place] === byte),
  );
}

function fromWords(source: KeySource, revision: number | null): string {
  const at = revision === null ? '' : ` from revision ${formatCount(revision)}`;
  return source.kind === 'live' ? at : `${at === '' ? ' from' : `${at} of`} ${fileName(source.file)}`;
}

function Choice(props: {
  readonly isChosen: boolean;
  readonly isDisabled?: boolean;
  readonly label: string;
  readonly onChoose: (isChosen: boolean) => void;
}) {
  const { isChosen, isDisabled = false, label, onChoose } = props;
  return (
    <FormControlLabel
      disabled={isDisabled}
      control={<Checkbox checked={isChosen} onChange={(event) => onChoose(event.target.checked)} />}
      label={label}
    />
  );
}
