import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import type { ReactNode } from 'react';
import type { RestoreFault, RestoreStart } from '../../../contract/restores.ts';
import { LayoutChoice } from '../../parts/cluster/LayoutChoice.tsx';
import { Field } from '../../ui/Field.tsx';
import { color } from '../../ui/tokens.ts';
import { MemberRows } from './MemberRows.tsx';
import { type FieldFaults, faultsAt, type RestoreDraft, readRaise } from './restore-draft.ts';
import { raiseWords } from './restore-words.ts';

const pair = {
  display: 'grid',
  gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
  gap: 2,
  alignItems: 'start',
} as const;

/** Asks for the cluster that the file is restored into. What stands against it is said at its field. */
export function ClusterStep(props: {
  readonly start: RestoreStart;
  readonly draft: RestoreDraft;
  readonly faults: readonly RestoreFault[];
  readonly onChange: (draft: RestoreDraft) => void;
}) {
  const { start, draft, faults, onChange } = props;
  const change = (changed: Partial<RestoreDraft>): void => onChange({ ...draft, ...changed });
  const at = (field: Parameters<typeof faultsAt>[1]): FieldFaults => faultsAt(faults, field);
  const raise = at('bumpRevision');
  const skip = at('skipsHashCheck');
  const asksToSkip =
    draft.skipsHashCheck || skip.error !== null || start.integrity.findings.some(({ code }) => code === 'NoTrailer');
  const found = start.tools.map(({ program, version }) => `${program} ${version}`).join(', ');
  return (
    <>
      <FileFaults faults={at('file')} />
      <MemberRows members={draft.members} faults={faults} onChange={(members) => change({ members })} />
      <Box sx={pair}>
        <Field
          label="Token"
          value={draft.token}
          onChange={(token) => change({ token })}
          isMono
          error={at('token').error}
          hint={at('token').warning ?? 'A new one: members of the old cluster cannot join this one.'}
        />
        <Field
          label="Data-dir on each host"
          value={draft.dataDir}
          onChange={(dataDir) => change({ dataDir })}
          isMono
          error={at('dataDir').error}
          hint={at('dataDir').warning ?? 'What is there now is moved aside, and not deleted.'}
        />
        <Field
          label="Version of the tool on the hosts"
          value={draft.toolVersion}
          onChange={(toolVersion) => change({ toolVersion })}
          isMono
          placeholder="3.5 or 3.5.30"
          error={at('toolVersion').error}
          hint={
            at('toolVersion').warning ??
            (found === '' ? 'The version that the members will run.' : `Found here: ${found}.`)
          }
        />
        <Box>
          <FormLabel component="div" sx={{ mb: '4px' }}>
            How the members are run
          </FormLabel>
          <LayoutChoice value={draft.layout} onChange={(layout) => change({ layout })} />
        </Box>
      </Box>
      <Box>
        <FormControlLabel
          control={<Checkbox size="small" checked={draft.raises} onChange={(_event, raises) => change({ raises })} />}
          label="Raise the revision, and mark the history before as compacted"
        />
        <Box sx={{ pl: '30px', display: 'grid', gap: 1 }}>
          <Box sx={{ color: color.muted }}>{raiseWords(start)}</Box>
          {draft.raises ? (
            <Box sx={{ maxWidth: 300 }}>
              <Field
                label="Raise by"
                value={draft.raiseBy}
                onChange={(raiseBy) => change({ raiseBy })}
                isMono
                error={readRaise(draft.raiseBy) === null ? 'A whole number of revisions.' : raise.error}
                hint="Watches and reads of older revisions then fail, instead of missing what was lost."
              />
            </Box>
          ) : raise.error === null ? null : (
            <Said tone="bad">{raise.error}</Said>
          )}
          {raise.warning === null ? null : <Said tone="warn">{raise.warning}</Said>}
        </Box>
      </Box>
      {asksToSkip ? (
        <Box>
          <FormControlLabel
            control={
              <Checkbox
                size="small"
                checked={draft.skipsHashCheck}
                onChange={(_event, skipsHashCheck) => change({ skipsHashCheck })}
              />
            }
            label="Restore it without checking its hash (--skip-hash-check)"
          />
          <Box sx={{ pl: '30px' }}>
            {skip.error === null ? null : <Said tone="bad">{skip.error}</Said>}
            {skip.warning === null ? null : <Said tone="warn">{skip.warning}</Said>}
          </Box>
        </Box>
      ) : null}
    </>
  );
}

function FileFaults({ faults: { error, warning } }: { readonly faults: FieldFaults }) {
  return (
    <>
      {error === null ? null : <Said tone="bad">{error}</Said>}
      {warning === null ? null : <Said tone="warn">{warning}</Said>}
    </>
  );
}

function Said({ tone, children }: { readonly tone: 'warn' | 'bad'; readonly children: ReactNode }) {
  return <Box sx={{ color: color[tone], fontSize: '0.75rem', overflowWrap: 'anywhere' }}>{children}</Box>;
}
