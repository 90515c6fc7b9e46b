import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { type ReactNode, useId, useState } from 'react';
import type { GroupedFinding } from '../../../contract/finding-words/grouped.ts';
import { findingKey, type Severity } from '../../../contract/findings.ts';
import { FindingItem } from '../../parts/cluster/findings/FindingItem.tsx';
import { severityTone } from '../../parts/cluster/severity-tone.ts';
import { Card } from '../../ui/Card.tsx';
import { ChevronDownIcon, ChevronRightIcon } from '../../ui/icons.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { type MemberAction, useMemberActions } from './member-actions.ts';

const worstFirst: readonly Severity[] = ['critical', 'warning'];

/** Lists what needs attention, each with what to do; hints, which do not, are folded away. */
export function AttentionCard(props: {
  readonly attention: readonly GroupedFinding[];
  /** Whether there are certificates, and all of them were looked at. */
  readonly areCertificatesRead: boolean;
  /** The user may not read alarms, sizes and versions. */
  readonly isUntold?: boolean;
  /** The first answer of a member is awaited. */
  readonly isAwaited?: boolean;
}) {
  const { attention, areCertificatesRead, isUntold = false, isAwaited = false } = props;
  const needs = attention.filter(({ findings: [{ severity }] }) => severity !== 'info');
  const hints = attention.filter(({ findings: [{ severity }] }) => severity === 'info');
  const worst = worstFirst.find((severity) => needs.some(({ findings }) => findings[0].severity === severity));
  const end = worst === undefined ? null : <StatusChip tone={severityTone[worst]}>{needs.length}</StatusChip>;
  return (
    <Card title="Needs you" end={end}>
      {needs.length > 0 ? (
        <Matters matters={needs} />
      ) : (
        <Box sx={{ color: color.muted }}>
          {isAwaited ? 'Nothing so far. A member has not answered yet.' : nothing(areCertificatesRead, isUntold)}
        </Box>
      )}
      {hints.length === 0 ? null : <Hints hints={hints} />}
    </Card>
  );
}

function Hints({ hints }: { readonly hints: readonly GroupedFinding[] }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <Box sx={{ mt: 1, borderTop: `1px solid ${color.line}`, pt: '6px' }}>
      <ButtonBase
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        sx={{ gap: '6px', color: color.muted, fontSize: '0.8125rem', lineHeight: '1.5rem' }}
      >
        {isOpen ? <ChevronDownIcon size={14} /> : <ChevronRightIcon size={14} />}
        Hints ({hints.length})
      </ButtonBase>
      <Box id={id} hidden={!isOpen}>
        {isOpen ? <Matters matters={hints} /> : null}
      </Box>
    </Box>
  );
}

function Matters({ matters }: { readonly matters: readonly GroupedFinding[] }) {
  const { repair } = useMemberActions();
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {matters.map(({ findings, words }, at) => (
        <Box
          component="li"
          key={findingKey(findings[0])}
          sx={{ py: 1, borderTop: at === 0 ? 0 : `1px solid ${color.line}`, overflowWrap: 'anywhere' }}
        >
          <FindingItem findings={findings} words={words} repair={repairOf(repair(findings[0]))} shownIn="members" />
        </Box>
      ))}
    </Box>
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
