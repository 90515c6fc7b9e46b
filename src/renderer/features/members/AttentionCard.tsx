import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { Finding } from '../../../contract/findings.ts';
import { FindingItem } from '../../parts/cluster/findings/FindingItem.tsx';
import { Card } from '../../ui/Card.tsx';
import { StatusChip, toneColor } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { type Attention, worstFirst } from './attention.ts';
import { useMemberActions } from './member-actions.ts';

/** Lists what needs attention, each with what to do. */
export function AttentionCard(props: {
  readonly attention: readonly Attention[];
  /** Whether there are certificates, and all of them were looked at. */
  readonly areCertificatesRead: boolean;
  /** The user may not read alarms, sizes and versions. */
  readonly isUntold?: boolean;
  /** The first answer of a member is awaited. */
  readonly isAwaited?: boolean;
}) {
  const { attention, areCertificatesRead, isUntold = false, isAwaited = false } = props;
  if (attention.length === 0) {
    return (
      <Card title="Needs you">
        <Box sx={{ color: color.muted }}>
          {isAwaited ? 'Nothing so far. A member has not answered yet.' : nothing(areCertificatesRead, isUntold)}
        </Box>
      </Card>
    );
  }
  const worst = worstFirst.find((tone) => attention.some((each) => each.tone === tone));
  return (
    <Card title="Needs you" end={<StatusChip tone={worst ?? 'info'}>{attention.length}</StatusChip>}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {attention.map((each, at) => (
          <Box
            component="li"
            key={each.id}
            sx={{ py: 1, borderTop: at === 0 ? 0 : `1px solid ${color.line}`, overflowWrap: 'anywhere' }}
          >
            {each.finding === undefined ? (
              <>
                <Box sx={{ fontWeight: 600, color: toneColor[each.tone] }}>{each.title}</Box>
                <Box sx={{ color: color.muted }}>{each.remedy}</Box>
              </>
            ) : (
              <FindingItem
                finding={each.finding}
                words={{ evidence: null, source: null, ...each, commands: each.commands ?? [] }}
                repair={<Repair finding={each.finding} />}
              />
            )}
          </Box>
        ))}
      </Box>
    </Card>
  );
}

function Commands({ commands }: { readonly commands: readonly FindingCommand[] }) {
  const { profile } = useConnection();
  return (
    <Box sx={{ mt: 1 }}>
      <CommandLine label="The commands" line={commandText(profile, commands)} copy="Copy the commands" />
    </Box>
  );
}

function Repair({ finding }: { readonly finding: Finding }) {
  const repair = useMemberActions().repair(finding);
  if (repair === null) return null;
  return (
    <Button startIcon={repair.icon} onClick={repair.run}>
      {repair.title}
    </Button>
  );
}

function nothing(areCertificatesRead: boolean, isUntold: boolean): string {
  const certificates = areCertificatesRead ? ', and no certificate ends within 30 days' : '';
  if (isUntold)
    return `Nothing that your user may ask for: every member answers${certificates}. Alarms, sizes and versions this etcd tells to root only; connect as root to see them.`;
  return areCertificatesRead
    ? `Nothing. Every member answers, none raises an alarm${certificates}.`
    : 'Nothing. Every member answers and none raises an alarm.';
}
