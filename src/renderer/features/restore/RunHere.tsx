import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { RestoreForm, RestoreNotice, RestoreStart } from '../../../contract/restores.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { Choice } from '../../parts/forms/Choice.tsx';
import { faultAt, fieldFault } from '../../parts/forms/field-fault.ts';
import { PathField } from '../../parts/forms/PathField.tsx';
import { MissingEtcd } from '../../parts/programs/MissingEtcd.tsx';
import { useApi } from '../../state/api.tsx';
import { createLoggedWorks } from '../../state/logged-work.ts';
import { useStore } from '../../state/store.ts';
import { formatDuration } from '../../ui/format.ts';
import { color } from '../../ui/tokens.ts';
import { LogView } from './LogView.tsx';
import { withLine } from './log-lines.ts';

interface RunState {
  readonly lines: readonly string[];
  readonly restored: Extract<RestoreNotice, { readonly kind: 'restored' }> | null;
}

/** The restores that run here, by file. */
const runs = createLoggedWorks<RestoreNotice, RunState>({ lines: [], restored: null }, (before, notice) =>
  notice.kind === 'line' ? { ...before, lines: withLine(before.lines, notice.text) } : { ...before, restored: notice },
);

/** Restores one member's data-dir on this machine, where a program that can was found. */
export function RunHere({ start, form }: { readonly start: RestoreStart; readonly form: RestoreForm }) {
  const api = useApi();
  const queries = useQueryClient();
  const { tools } = start;
  const subject = `restore ${form.file}`;
  const run = useStore(runs.all).get(subject) ?? null;
  const [chosenMember, chooseMember] = useState<string | null>(null);
  const [chosenTool, chooseTool] = useState<string | null>(null);
  const [dataDir, setDataDir] = useState('');
  const member = form.members.find(({ name }) => name === chosenMember) ?? form.members[0];
  const tool = tools.find(({ file }) => file === chosenTool) ?? tools[0];
  const isRunning = run?.phase === 'running';
  const fault = faultAt(fieldFault(run?.failure ?? null), 'dataDir');
  const begin = (): void => {
    if (member === undefined || tool === undefined) return;
    const { name } = member;
    runs.start({
      subject,
      title: `Restoring ${name} into ${dataDir}`,
      open: (signal) => api.restores.run({ form, member: name, tool: tool.file, dataDir }, { signal }),
      detail: ({ lines }) => lines.at(-1) ?? '',
      result: ({ restored }) => {
        if (restored === null)
          throw new EtcdeckError({ code: 'Internal', message: 'the restore ended without a result' });
        return {
          title: `Restored ${name}`,
          text: restored.dataDir,
          copy: { label: 'Copy path', text: restored.dataDir },
        };
      },
    });
  };
  return (
    <Box component="section" aria-label="Run it here">
      <Typography variant="h3" sx={{ mb: '4px' }}>
        Run it here
      </Typography>
      {tool === undefined ? (
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Box sx={{ color: color.muted }}>
            No etcdutl was found on this machine, beside the etcd of the settings or on PATH: run the commands on the
            hosts, or get it here.
          </Box>
          <MissingEtcd
            title="Restoring here needs etcdutl"
            then="It is looked for again."
            onChanged={() => void queries.invalidateQueries({ queryKey: ['restore', form.file] })}
          />
        </Box>
      ) : (
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Box sx={{ color: color.muted }}>
            Restores one member into an empty folder of the machine where etcdeck runs. Nothing is started from it.
          </Box>
          <Box sx={{ display: 'grid', gridTemplateColumns: '160px minmax(0, 1fr) 220px', gap: 2, alignItems: 'start' }}>
            <Choice
              label="Member"
              value={member?.name ?? ''}
              choices={form.members.map(({ name }) => ({ value: name, label: name }))}
              onChange={chooseMember}
            />
            <PathField
              label="Into the folder"
              purpose="newFolder"
              value={dataDir}
              onChange={setDataDir}
              error={fault}
            />
            <Choice
              label="With"
              value={tool.file}
              choices={tools.map(({ file, program, version }) => ({ value: file, label: `${program} ${version}` }))}
              onChange={chooseTool}
            />
          </Box>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
            {isRunning ? (
              <Button onClick={run.cancel}>Stop</Button>
            ) : (
              <Button disabled={dataDir.trim() === '' || member === undefined} onClick={begin}>
                Restore {member?.name ?? ''} here
              </Button>
            )}
            <Box role="status" sx={{ color: run?.phase === 'done' ? color.ok : color.muted, overflowWrap: 'anywhere' }}>
              {run === null ? '' : outcomeOf(run.phase, run.value)}
            </Box>
          </Box>
          {run === null || run.value.lines.length === 0 ? null : (
            <LogView label="What the tool prints" lines={run.value.lines} />
          )}
          {run === null || run.failure === null || fault !== null ? null : (
            <FailureView failure={run.failure} layout="inline" />
          )}
        </Box>
      )}
    </Box>
  );
}

function outcomeOf(phase: 'running' | 'done' | 'failed' | 'cancelled', { restored }: RunState): string {
  if (phase === 'running') return 'Restoring…';
  if (phase === 'cancelled') return 'Stopped; what it had written was removed.';
  return restored === null ? '' : `Restored into ${restored.dataDir} in ${formatDuration(restored.durationMs)}.`;
}
