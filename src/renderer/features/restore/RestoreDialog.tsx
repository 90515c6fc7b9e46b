import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { RestoreStart } from '../../../contract/restores.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { fileName } from '../../state/recent-files.ts';
import { useStore } from '../../state/store.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { color } from '../../ui/tokens.ts';
import { AfterStep } from './AfterStep.tsx';
import { ClusterStep } from './ClusterStep.tsx';
import { CommandsStep } from './CommandsStep.tsx';
import { FileStep } from './FileStep.tsx';
import { isOfBackupRestore, JoinPart } from './JoinPart.tsx';
import { draftOf, keepDraft, restoreDrafts } from './restore-draft.ts';
import { usePlan } from './use-plan.ts';

const steps = ['file', 'cluster', 'run', 'after'] as const;
type Step = (typeof steps)[number];

const titles: Readonly<Record<Step, string>> = {
  file: '1. The file',
  cluster: '2. The new cluster',
  run: '3. What to run',
  after: '4. Afterwards',
};

/** In pixels: the dialog keeps its place when a short step takes the place of a long one. */
const minHeight = 460;

/** Restores a snapshot, from its verdict to the comparison of what the members serve. */
export function RestoreDialog(props: {
  readonly file: string;
  readonly connection: ConnectionId | null;
  readonly onClose: () => void;
}) {
  const { file, connection, onClose } = props;
  const api = useApi();
  const [step, setStep] = useState<Step>('file');
  const begun = useQuery({
    queryKey: ['restore', file, connection],
    gcTime: 0,
    staleTime: Infinity,
    queryFn: ({ signal }) => api.restores.begin({ file, connection }, { signal }),
  });
  const at = steps.indexOf(step);
  const [before, after] = [steps[at - 1], steps[at + 1]];
  const isBegun = begun.data !== undefined;
  return (
    <DialogFrame
      isOpen
      title={`Restore ${fileName(file)}`}
      description="Makes a new cluster of it. The steps below tell what to run on which host; nothing happens to a cluster that runs."
      width={940}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose} sx={{ mr: 'auto' }}>
            Close
          </Button>
          <Button disabled={!isBegun || before === undefined} onClick={() => before !== undefined && setStep(before)}>
            Back
          </Button>
          <Button
            variant="contained"
            disabled={!isBegun || after === undefined}
            onClick={() => after !== undefined && setStep(after)}
          >
            Next
          </Button>
        </>
      }
    >
      {begun.data !== undefined ? (
        <Wizard start={begun.data} connection={connection} step={step} onStep={setStep} />
      ) : begun.error === null ? (
        <>
          <Box sx={{ color: color.muted }}>Reading the file whole, to say first whether it can be restored.</Box>
          <LoadingBlock label="Reading the file" height={minHeight} />
        </>
      ) : (
        <>
          <FailureView failure={failureOf(begun.error)} layout="inline" onRetry={() => void begun.refetch()} />
          {isOfBackupRestore(file) ? <JoinPart file={file} connection={connection} /> : null}
        </>
      )}
    </DialogFrame>
  );
}

function Wizard(props: {
  readonly start: RestoreStart;
  readonly connection: ConnectionId | null;
  readonly step: Step;
  readonly onStep: (step: Step) => void;
}) {
  const { start, connection, step, onStep } = props;
  const id = useId();
  const { file } = start.form;
  const draft = useStore(restoreDrafts).get(file) ?? draftOf(start);
  const plan = usePlan(draft);
  return (
    <>
      <Tabs
        value={step}
        aria-label="Steps of the restore"
        onChange={(_event, value) => onStep(steps.find((each) => each === value) ?? 'file')}
        // The runbook is pages long: the other steps stay in sight. Nothing shows through the dialog's padding above them.
        sx={{ position: 'sticky', top: '-12px', zIndex: 1, backgroundColor: color.surface }}
      >
        {steps.map((each) => (
          <Tab key={each} value={each} label={titles[each]} id={`${id}-${each}`} aria-controls={`${id}-panel`} />
        ))}
      </Tabs>
      <Box
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${step}`}
        sx={{ minHeight, display: 'grid', gap: 2, alignContent: 'start', gridTemplateColumns: 'minmax(0, 1fr)' }}
      >
        {step === 'file' ? <FileStep start={start} connection={connection} /> : null}
        {step === 'cluster' ? (
          <ClusterStep start={start} draft={draft} faults={plan.data?.faults ?? []} onChange={keepDraft} />
        ) : null}
        {step === 'run' ? (
          <CommandsStep start={start} draft={draft} plan={plan} onCorrect={() => onStep('cluster')} />
        ) : null}
        {step === 'after' ? <AfterStep file={file} connection={connection} /> : null}
      </Box>
    </>
  );
}
