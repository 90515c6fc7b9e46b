import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { EtcdeckError, type Failure } from '../../../contract/failure.ts';
import type { Rehearsal, RehearsalNotice, RehearsalStep } from '../../../contract/restores.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { PathField } from '../../parts/forms/PathField.tsx';
import { MissingEtcd } from '../../parts/programs/MissingEtcd.tsx';
import { useApi } from '../../state/api.tsx';
import { createLoggedWorks, type LoggedWork } from '../../state/logged-work.ts';
import { fileName } from '../../state/recent-files.ts';
import { useRefreshCatalogue } from '../../state/snapshots.ts';
import { useStore } from '../../state/store.ts';
import { useRemembered } from '../../state/use-remembered.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { formatCount, formatDuration } from '../../ui/format.ts';
import { type PlanStep, PlanSteps } from '../../ui/PlanSteps.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { LogView } from './LogView.tsx';
import { withLine } from './log-lines.ts';

interface RehearsalState {
  readonly step: RehearsalStep | null;
  readonly lines: readonly string[];
  readonly rehearsal: Rehearsal | null;
}

/** The rehearsals of this window, by file. */
const rehearsals = createLoggedWorks<RehearsalNotice, RehearsalState>(
  { step: null, lines: [], rehearsal: null },
  (before, notice) => {
    switch (notice.kind) {
      case 'step':
        return { ...before, step: notice.step };
      case 'line':
        return { ...before, lines: withLine(before.lines, notice.text) };
      case 'rehearsed':
        return { ...before, rehearsal: notice.rehearsal };
    }
  },
);

const steps = ['check', 'restore', 'start', 'compare', 'stop'] as const satisfies readonly RehearsalStep[];

const stepNames: Readonly<Record<RehearsalStep, string>> = {
  check: 'Check the file',
  restore: 'Restore it into a temporary folder',
  start: 'Start a throw-away member from it on 127.0.0.1',
  compare: 'Compare its hash, its number of keys and 1,000 random keys with the file',
  stop: 'Stop the member, and delete the folder',
};

const readFolder = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Proves that a snapshot restores and serves, with a member that is thrown away. It goes on when the dialog is closed. */
export function RehearseDialog({ file, onClose }: { readonly file: string; readonly onClose: () => void }) {
  const api = useApi();
  const refresh = useRefreshCatalogue();
  const [showsLog, showLog] = useState(false);
  const subject = `rehearse ${file}`;
  const run = useStore(rehearsals.all).get(subject) ?? null;
  const [folder, setFolder] = useRemembered('rehearse.etcd', '', readFolder);
  const isRunning = run?.phase === 'running';
  const name = fileName(file);
  const begin = (): void =>
    rehearsals.start({
      subject,
      title: `Rehearsing ${name}`,
      open: (signal) => api.restores.rehearse({ file, etcd: folder.trim() === '' ? null : folder.trim() }, { signal }),
      detail: ({ step }) => (step === null ? '' : stepNames[step]),
      result: ({ rehearsal }) => {
        if (rehearsal === null)
          throw new EtcdeckError({ code: 'Internal', message: 'the rehearsal ended without a result' });
        return { title: `Rehearsed ${name}`, text: rehearsalSentence(rehearsal) };
      },
      onDidEnd: () => void refresh(),
    });
  return (
    <DialogFrame
      isOpen
      title={`Rehearse ${name}`}
      description="Restores it into a temporary folder, starts a throw-away member from it, compares what it serves with the file, and deletes both."
      width={640}
      onClose={onClose}
      onSubmit={() => {
        if (!isRunning) begin();
      }}
      actions={
        <>
          <Button onClick={onClose}>{isRunning ? 'Close, and let it run' : 'Close'}</Button>
          {isRunning ? (
            <Button onClick={run.cancel}>Stop</Button>
          ) : (
            <Button type="submit" variant="contained">
              {run === null ? 'Rehearse' : 'Rehearse again'}
            </Button>
          )}
        </>
      }
    >
      <PathField
        label="Folder of etcd’s programs"
        purpose="folder"
        value={folder}
        onChange={setFolder}
        isDisabled={isRunning}
        hint="Empty: beside the etcd of the settings, on PATH, or those that etcdeck got."
      />
      {run?.phase === 'cancelled' ? <Box role="status">It was stopped; the folder was deleted.</Box> : null}
      {run === null || run.failure === null ? null : needsEtcd(run.failure, folder) ? (
        <MissingEtcd title="A rehearsal needs etcd and etcdutl" then="Rehearse again." />
      ) : (
        <FailureView failure={run.failure} layout="inline" />
      )}
      {run === null || run.value.rehearsal === null || isRunning ? null : <Result rehearsal={run.value.rehearsal} />}
      <PlanSteps
        steps={steps.map(
          (step): PlanStep => ({ name: stepNames[step], notes: [], expectedMs: null, state: stateOf(step, run) }),
        )}
      />
      {run === null || run.value.lines.length === 0 ? null : (
        <div>
          <Button aria-expanded={showsLog} onClick={() => showLog(!showsLog)} sx={{ mb: showsLog ? 1 : 0 }}>
            {showsLog ? 'Hide' : 'Show'} what the programs print
          </Button>
          {showsLog ? <LogView label="What the programs print" lines={run.value.lines} /> : null}
        </div>
      )}
    </DialogFrame>
  );
}

/** Whether no programs were found where they are looked for; a folder that was named is the operator's to correct. */
const needsEtcd = ({ code }: Failure, folder: string): boolean => code === 'ToolMissing' && folder.trim() === '';

/** `null` before it was begun: the step is listed without a state. */
function stateOf(step: RehearsalStep, run: LoggedWork<RehearsalState> | null): PlanStep['state'] {
  if (run === null) return null;
  const { phase, value, startedAt } = run;
  // What fails before the first step, as where there are no programs, fails none of them.
  const at = value.step !== null ? steps.indexOf(value.step) : phase === 'running' ? 0 : -1;
  const own = steps.indexOf(step);
  const said = (tone: 'ok' | 'bad' | 'info' | 'neutral', words: string, runningSince: number | null = null) => ({
    ...{ tone, words, runningSince, result: null },
  });
  if (phase === 'done' || own < at) return said('ok', 'done');
  if (own > at) return said('neutral', phase === 'running' ? 'waits' : 'not begun');
  if (phase === 'running') return said('info', 'under way', startedAt);
  return phase === 'failed' ? said('bad', 'failed') : said('neutral', 'stopped');
}

const rehearsalSentence = ({ served, etcdVersion }: Rehearsal): string =>
  served
    ? `It restored, and a member of etcd ${etcdVersion} served exactly what the file holds.`
    : `A member of etcd ${etcdVersion} started from it, and served something else than the file holds.`;

function Result({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const { served, etcdVersion, revision, liveKeys, hashEqual, comparedKeys, differentKeys, durationMs } = rehearsal;
  return (
    <Box component="section" aria-label="What it showed" role="status">
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1.5, mb: 1.5 }}>
        <StatusChip tone={served ? 'ok' : 'bad'}>{served ? 'served' : 'differs'}</StatusChip>
        <Box sx={{ fontWeight: 600 }}>{rehearsalSentence(rehearsal)}</Box>
      </Box>
      <FactList
        facts={[
          { name: 'etcd', value: etcdVersion },
          { name: 'Revision', value: formatCount(revision) },
          { name: 'Live keys', value: formatCount(liveKeys) },
          {
            name: 'HashKV',
            value: <StatusChip tone={hashEqual ? 'ok' : 'bad'}>{hashEqual ? 'equal' : 'differs'}</StatusChip>,
          },
          {
            name: 'Keys compared',
            value: `${formatCount(comparedKeys)}, ${differentKeys === 0 ? 'none of them differs' : `${formatCount(differentKeys)} of them differ`}`,
          },
          { name: 'Took', value: formatDuration(durationMs) },
        ]}
      />
    </Box>
  );
}
