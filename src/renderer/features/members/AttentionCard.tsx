import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { findingKey, type Severity } from '../../../contract/findings.ts';
import { FindingItem } from '../../parts/cluster/findings/FindingItem.tsx';
import { severityTone } from '../../parts/cluster/severity-tone.ts';
import { Card } from '../../ui/Card.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import type { Attention } from './attention.ts';
import { type MemberAction, useMemberActions } from './member-actions.ts';

const worstFirst: readonly Severity[] = ['critical', 'warning', 'info'];

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
  const { repair } = useMemberActions();
  if (attention.length === 0) {
    return (
      <Card title="Needs you">
        <Box sx={{ color: color.muted }}>
          {isAwaited ? 'Nothing so far. A member has not answered yet.' : nothing(areCertificatesRead, isUntold)}
        </Box>
      </Card>
    );
  }
  const worst = worstFirst.find((severity) => attention.some(({ findings }) => findings[0].severity === severity));
  return (
    <Card title="Needs you" end={<StatusChip tone={severityTone[worst ?? 'info']}>{attention.length}</StatusChip>}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {attention.map(({ findings, words }, at) => (
          <Box
            component="li"
            key={findingKey(findings[0])}
            sx={{ py: 1, borderTop: at === 0 ? 0 : `1px solid ${color.line}`, overflowWrap: 'anywhere' }}
          >
            <FindingItem findings={findings} words={words} repair={repairOf(repair(findings[0]))} shownIn="members" />
          </Box>
        ))}
      </Box>
    </Card>
  );
}

const repairOf = (action: MemberAction | null): ReactNode =>
  action === null ? null : (
    <Button startIcon={action.icon} onClick={action.run}>
      {action.title}
    </Button>
  );

function nothing(areCertificatesRead: boolean, isUntold: boolean): string {
  const certificates = areCertificatesRead ? ', and no certificate ends within 30 days' : '';
  if (isUntold)
    return `Nothing that your user may ask for: every member answers${certificates}. Alarms, sizes and versions this etcd tells to root only; connect as root to see them.`;
  return areCertificatesRead
    ? `Nothing. Every member answers, none raises an alarm${certificates}.`
    : 'Nothing. Every member answers and none raises an alarm.';
}
