import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import type { RestorePlan, RestoreStart } from '../../../contract/restores.ts';
import { RunbookSteps } from '../../parts/cluster/RunbookSteps.tsx';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useHost } from '../../state/settings.tsx';
import { useRemembered } from '../../state/use-remembered.ts';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { color } from '../../ui/tokens.ts';
import { RunHere } from './RunHere.tsx';
import { faultSentence, formOf, type RestoreDraft } from './restore-draft.ts';
import type { PlanState } from './use-plan.ts';

type Shell = 'bash' | 'powershell';

const readShell = (value: unknown): Shell | null => (value === 'bash' || value === 'powershell' ? value : null);

/** What to run on which host, and a restore of one member on this machine. */
export function CommandsStep(props: {
  readonly start: RestoreStart;
  readonly draft: RestoreDraft;
  readonly plan: PlanState;
  /** Leads to where faults are corrected. */
  readonly onCorrect: () => void;
}) {
  const { start, draft, plan, onCorrect } = props;
  const errors = plan.data?.faults.filter(({ severity }) => severity === 'error') ?? [];
  const isOfFile = errors.some(({ field }) => field === 'file');
  const form = formOf(draft);
  if (plan.failure !== null) return <FailureView failure={plan.failure} layout="inline" onRetry={plan.retry} />;
  if (form === null || (!plan.isAwaited && errors.length > 0)) {
    return (
      // Another file takes another restore: nothing that is typed corrects this one.
      <Notice tone="bad" actions={isOfFile ? null : <Button onClick={onCorrect}>Correct it</Button>}>
        {isOfFile ? 'There is nothing to run for this file:' : 'There is nothing to run before this is corrected:'}
        <Box component="ul" sx={{ m: 0, pl: '18px' }}>
          {form === null ? <li>By how much the revision is raised is a whole number.</li> : null}
          {errors.map(({ field, member, message }) => (
            <li key={`${field} ${member ?? ''} ${message}`}>{faultSentence(message)}</li>
          ))}
        </Box>
      </Notice>
    );
  }
  if (plan.data === undefined || plan.isAwaited) return <LoadingBlock label="Making what to run" height={420} />;
  return (
    <>
      {start.isK3s ? null : (
        <>
          <Commands plan={plan.data} />
          <RunHere start={start} form={form} />
        </>
      )}
      <Box component="section" aria-label="The whole way">
        <Typography variant="h3" sx={{ mb: 1 }}>
          The whole way
        </Typography>
        <RunbookSteps
          about={
            start.isK3s
              ? 'k3s restores on one server with its own command; put the server’s token in its place. The others join it.'
              : 'Everything to run, on which host, in this order.'
          }
          steps={plan.data.runbook}
        />
      </Box>
    </>
  );
}

function Commands({ plan }: { readonly plan: RestorePlan }) {
  const { platform } = useHost();
  const [shell, setShell] = useRemembered<Shell>(
    'restore.shell',
    platform === 'win32' ? 'powershell' : 'bash',
    readShell,
  );
  return (
    <Box component="section" aria-label="The restore of each member">
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1 }}>
        <Typography variant="h3" sx={{ flex: 1 }}>
          The restore of each member
        </Typography>
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="Shell"
          value={shell}
          onChange={(_event, value) => {
            const chosen = readShell(value);
            if (chosen !== null) setShell(chosen);
          }}
        >
          <ToggleButton value="bash">bash</ToggleButton>
          <ToggleButton value="powershell">PowerShell</ToggleButton>
        </ToggleButtonGroup>
      </Box>
      {shell === 'powershell' ? (
        <Box sx={{ color: color.muted, mb: 1.5 }}>
          For PowerShell 5.1 and later, quoted by its rules. etcdeck’s tests execute the lines for bash only: try one
          member first.
        </Box>
      ) : null}
      <Box component="ul" aria-label="Commands" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5 }}>
        {plan.commands.map((commands) => (
          <li key={commands.member}>
            <Box sx={{ color: color.muted, mb: '4px' }}>On the host of {commands.member}</Box>
            <CommandLine
              label={`Restore ${commands.member}`}
              line={commands[shell]}
              copy={`Copy the command of ${commands.member}`}
              isWhole
            />
          </li>
        ))}
      </Box>
    </Box>
  );
}
