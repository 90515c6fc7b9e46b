import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import type { ClusterVersions, FeatureGate, MemberVersions } from '../../../contract/maintenance.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { useClusterStatus } from '../../state/cluster.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import { showPlan } from '../../state/plans.ts';
import { Card } from '../../ui/Card.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { ActButton, useIsHeld } from './ActButton.tsx';
import { downgradeRequest } from './planned-acts.ts';

const everyMs = 30_000;
const small = { color: color.muted, fontSize: '0.75rem' } as const;

/** Which versions run, what the storage is written as, which features are on, and the way down. */
export function VersionsCard() {
  const api = useApi();
  const { id } = useConnection();
  const { data, error, refetch } = useQuery({
    queryKey: ['versions', id],
    queryFn: ({ signal }) => api.maintenance.versions({ connection: id }, { signal }),
    refetchInterval: everyMs,
    retry: false,
  });
  // A member that stops, comes back or is another one now: its version is asked for at once.
  const { value: status } = useClusterStatus();
  const health = status === null ? null : healthOf(status);
  const before = useRef(health);
  useEffect(() => {
    if (before.current !== null && before.current !== health) void refetch();
    before.current = health;
  }, [health, refetch]);
  return (
    <Card title="Versions">
      {data === undefined ? (
        error === null ? (
          <LoadingRows label="Asking for the versions" rows={3} />
        ) : (
          <FailureView failure={failureOf(error)} layout="inline" onRetry={() => void refetch()} />
        )
      ) : (
        <Versions versions={data} onChanged={() => void refetch()} />
      )}
    </Card>
  );
}

const healthOf = ({ members }: ClusterStatus): string =>
  members.map(({ id, healthy, version }) => `${id} ${healthy} ${version ?? ''}`).join('\n');

function Versions({ versions, onChanged }: { readonly versions: ClusterVersions; readonly onChanged: () => void }) {
  const written = [...new Set(versions.members.filter(({ server }) => server !== null).map(writtenWords))];
  const [first] = written;
  const isSame = written.length < 2;
  return (
    <>
      <Box component="ul" aria-label="Versions of the members" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {versions.members.map((member) => (
          <Box component="li" key={member.member} sx={{ display: 'flex', gap: 2, py: '3px' }}>
            <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{member.name || member.member}</Box>
            <Box sx={{ textAlign: 'right' }}>
              <Box sx={{ ...mono, color: member.server === null ? color.muted : color.text }}>
                {member.server ?? 'no answer'}
              </Box>
              {isSame ? null : <Box sx={small}>{writtenWords(member)}</Box>}
            </Box>
          </Box>
        ))}
      </Box>
      {isSame && first !== undefined ? <Box sx={small}>{first}</Box> : null}
      <Gates members={versions.members} />
      <Downgrade versions={versions} onChanged={onChanged} />
    </>
  );
}

/** What a member speaks with the others, and writes to its disk: often less than its own version. */
function writtenWords({ cluster, storage }: MemberVersions): string {
  return [
    cluster === null ? null : `Cluster version ${cluster}`,
    storage === null ? null : `storage version ${storage}`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** Features that are not as their stage has them by default are what an operator looks for: they are told by name. */
function Gates({ members }: { readonly members: readonly MemberVersions[] }) {
  const gates = new Map<string, FeatureGate>();
  for (const member of members) for (const gate of member.gates) gates.set(gate.name, gate);
  if (gates.size === 0) return null;
  return (
    <Box component="details" sx={{ mt: 1 }}>
      <Box component="summary" sx={{ cursor: 'pointer', color: color.muted }}>
        Feature gates ({[...gates.values()].filter(({ isEnabled }) => isEnabled).length} of {gates.size} on)
      </Box>
      <Box component="ul" aria-label="Feature gates" sx={{ listStyle: 'none', m: 0, p: '4px 0 0' }}>
        {[...gates.values()].map(({ name, stage, isEnabled }) => (
          <Box component="li" key={name} sx={{ display: 'flex', gap: 1, py: '2px', alignItems: 'center' }}>
            <Box sx={{ ...mono, flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{name}</Box>
            <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>{stage.toLowerCase()}</Box>
            <StatusChip tone={isEnabled ? 'ok' : 'neutral'}>{isEnabled ? 'on' : 'off'}</StatusChip>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function Downgrade({ versions, onChanged }: { readonly versions: ClusterVersions; readonly onChanged: () => void }) {
  const api = useApi();
  const { id } = useConnection();
  const { downgrade } = versions;
  const isHeld = useIsHeld();
  const show = (to: string | null): void =>
    showPlan({ ...downgradeRequest({ api, connection: id }, to), onDidEnd: onChanged });
  return (
    <Box sx={{ mt: 1, pt: 1, borderTop: `1px solid ${color.line}`, color: color.muted }}>
      {downgrade.kind === 'notOffered' ? (
        downgrade.reason
      ) : downgrade.kind === 'possible' ? (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <Box sx={{ flex: 1 }}>
            {isHeld
              ? `A downgrade to ${downgrade.to} needs a quorum.`
              : `Can be downgraded to ${downgrade.to}, member by member.`}
          </Box>
          <ActButton onClick={() => show(downgrade.to)}>Downgrade…</ActButton>
        </Box>
      ) : (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <Box sx={{ flex: 1 }}>
            A downgrade to {downgrade.to} is under way: restart each member with that version. It ends by itself.
          </Box>
          <ActButton onClick={() => show(null)}>Cancel it…</ActButton>
        </Box>
      )}
    </Box>
  );
}
