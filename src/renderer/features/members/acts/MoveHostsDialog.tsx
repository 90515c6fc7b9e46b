import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ClusterStatus } from '../../../../contract/cluster.ts';
import { memberName } from '../../../../contract/member-name.ts';
import { urlsIn } from '../../../parts/cluster/peer-urls.ts';
import { useApi } from '../../../state/api.tsx';
import { useClusterStatus } from '../../../state/cluster.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { showPlan } from '../../../state/plans.ts';
import { useRemembered } from '../../../state/use-remembered.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { Field } from '../../../ui/Field.tsx';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { color, mono } from '../../../ui/tokens.ts';
import { currentMove, type HostMove, type MoveStage, movesOf, readMoves, stageOf } from './host-moves.ts';
import { showMemberAct } from './member-act.ts';
import { addRequest, promoteRequest, removeRequest } from './planned-acts.ts';

const stageWords: Readonly<Record<MoveStage['kind'], string>> = {
  open: 'fill in its new host',
  add: 'to be added',
  start: 'to be started',
  catchUp: 'catching up',
  promote: 'to be promoted',
  remove: 'its old member is to be removed',
  done: 'moved',
};

/** Moves every member to another host: one is added, started, promoted and its old one removed before the next begins. */
export function MoveHostsDialog({ onClose }: { readonly onClose: () => void }) {
  const { value: status } = useClusterStatus();
  return (
    <DialogFrame
      isOpen
      title="Move the members to new hosts"
      description="One at a time: a new member joins and votes before the old one is removed, so that writes go on. You can close this and come back."
      width={720}
      onClose={onClose}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      {status === null ? <LoadingRows label="Asking the members" /> : <Moves status={status} />}
    </DialogFrame>
  );
}

function Moves({ status }: { readonly status: ClusterStatus }) {
  const { id } = useConnection();
  const [kept, setMoves] = useRemembered<readonly HostMove[]>(`members.move/${id}`, [], readMoves);
  const moves = movesOf(kept, status);
  const at = currentMove(moves, status);
  const isWell =
    status.quorum.hasQuorum && status.members.every(({ name, healthy }) => name === '' || healthy !== false);
  const change = (index: number, changed: Partial<HostMove>): void =>
    setMoves(moves.map((move, each) => (each === index ? { ...move, ...changed } : move)));
  return (
    <>
      {isWell ? null : <Notice tone="warn">A member does not answer. Bring it back before you go on.</Notice>}
      <Box component="ol" aria-label="Members to move" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 2 }}>
        {moves.map((move, index) => {
          const stage = stageOf(move, status);
          const isFixed = stage.kind !== 'open' && stage.kind !== 'add';
          return (
            <Box component="li" key={move.from} aria-current={index === at ? 'step' : undefined}>
              <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: '6px', minHeight: 32 }}>
                <Box sx={{ fontWeight: 600 }}>{move.fromName}</Box>
                <StatusChip tone={stage.kind === 'done' ? 'ok' : index === at ? 'info' : 'neutral'}>
                  {stageWords[stage.kind]}
                </StatusChip>
                <Box sx={{ flex: 1 }} />
                {index === at ? <NextStep move={move} stage={stage} isWell={isWell} /> : null}
              </Box>
              {stage.kind === 'done' ? null : (
                <Box sx={{ display: 'flex', gap: 2 }}>
                  <Field
                    label={`New name for ${move.fromName}`}
                    isLabelHidden
                    value={move.name}
                    onChange={(name) => change(index, { name })}
                    isMono
                    isDisabled={isFixed}
                    hasFocus={index === 0}
                    placeholder="new name"
                  />
                  <Field
                    label={`New peer URL for ${move.fromName}`}
                    isLabelHidden
                    value={move.urls}
                    onChange={(urls) => change(index, { urls })}
                    isMono
                    isDisabled={isFixed}
                    placeholder="https://new-host:2380"
                  />
                </Box>
              )}
            </Box>
          );
        })}
      </Box>
      <Box sx={{ color: color.muted }}>
        Afterwards: give every client, and every backup and alert, the new endpoints. API servers keep theirs in{' '}
        <Box component="span" sx={{ ...mono, whiteSpace: 'nowrap' }}>
          --etcd-servers
        </Box>
        .
      </Box>
    </>
  );
}

/** The one thing to do next for the move that is under way. */
function NextStep(props: { readonly move: HostMove; readonly stage: MoveStage; readonly isWell: boolean }) {
  const { move, stage, isWell } = props;
  const api = useApi();
  const { id } = useConnection();
  const parts = { api, connection: id };
  const name = move.name.trim();
  switch (stage.kind) {
    case 'add':
      return (
        <Button
          variant="contained"
          disabled={!isWell}
          onClick={() => showPlan(addRequest(parts, { name, peerURLs: urlsIn(move.urls), isLearner: true }, true))}
        >
          Add {name}…
        </Button>
      );
    case 'start':
    case 'catchUp':
      return (
        <Button onClick={() => showMemberAct({ kind: 'start', member: stage.member.id, name, isMove: true })}>
          {stage.kind === 'start' ? 'Show how to start it…' : 'How far is it…'}
        </Button>
      );
    case 'promote':
      return (
        <Button variant="contained" onClick={() => showPlan(promoteRequest(parts, stage.member.id, name))}>
          Promote {name}…
        </Button>
      );
    case 'remove':
      return (
        <Button variant="contained" disabled={!isWell} onClick={() => showPlan(removeRequest(parts, stage.member))}>
          Remove {memberName(stage.member)}…
        </Button>
      );
    case 'open':
    case 'done':
      return null;
  }
}
