import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { LabAct, LabMemberAct } from '../../../../contract/lab/acts.ts';
import type { LabFrame, LabMemberState, LabMemberView } from '../../../../contract/lab/frames.ts';
import type { LabMember } from '../../../../contract/lab.ts';
import { useStorePart } from '../../../state/store.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { formatCount, formatDuration, formatRelativeTime } from '../../../ui/format.ts';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { color } from '../../../ui/tokens.ts';
import { memberActWords } from '../lab-words.ts';
import { leaderOf } from '../model/lab-facts.ts';
import { memberWords } from '../model/member-words.ts';
import { StateShape } from '../picture/StateShape.tsx';
import { useCanAct, useLab } from '../use-lab.tsx';
import { MemberLinks } from './MemberLinks.tsx';
import { MemberLog } from './MemberLog.tsx';
import { QuotaField } from './QuotaField.tsx';
import { VersionField } from './VersionField.tsx';

const gone: ReadonlySet<LabMemberState> = new Set(['dead', 'stopped']);

/** Whether an act says anything to a member that is so. Core decides; this only spares useless buttons. */
const fits: Readonly<Record<LabMemberAct, (state: LabMemberState) => boolean>> = {
  stop: (state) => !gone.has(state) && state !== 'frozen',
  kill: (state) => !gone.has(state),
  freeze: (state) => !gone.has(state) && state !== 'frozen',
  thaw: (state) => state === 'frozen',
  restart: () => true,
  wipe: () => true,
};

const processActs: readonly LabMemberAct[] = ['stop', 'kill', 'freeze', 'thaw', 'restart', 'wipe'];

/** A member: what it is, what can be done to it, and what it wrote of raft. */
export function MemberInspector({ view, frame }: { readonly view: LabMemberView; readonly frame: LabFrame }) {
  const model = useLab();
  const { name, state } = view;
  const member = useStorePart(model.view, ({ lab }) => lab?.members.find((each) => each.name === name) ?? null);
  const words = memberWords(view);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <StateShape state={state} size={18} />
          <Typography variant="h2" component="h3" sx={{ overflowWrap: 'anywhere' }}>
            {name}
          </Typography>
          <StatusChip tone={words.tone}>{words.text}</StatusChip>
        </Box>
        <Box sx={{ color: color.muted }}>{words.meaning}</Box>
      </Box>
      <Acts key={name} view={view} frame={frame} />
      <Figures view={view} member={member} frame={frame} />
      {member === null ? null : (
        <>
          <QuotaField key={`quota ${name}`} member={member} />
          <VersionField key={`version ${name}`} member={member} />
        </>
      )}
      <MemberLinks name={name} frame={frame} />
      <MemberLog name={name} />
    </Box>
  );
}

function Acts({ view, frame }: { readonly view: LabMemberView; readonly frame: LabFrame }) {
  const model = useLab();
  const canAct = useCanAct();
  const { name: member, state } = view;
  const [isAsking, ask] = useState(false);
  const remove: LabAct = { kind: 'remove', member };
  const button = (label: string, meaning: string, act: LabAct, isFit: boolean) => (
    <Tooltip key={label} title={meaning} describeChild>
      <span>
        <Button disabled={!canAct || !isFit} onClick={() => (act === remove ? ask(true) : void model.act(act))}>
          {act === remove ? `${label}…` : label}
        </Button>
      </span>
    </Tooltip>
  );
  return (
    <Box role="group" aria-label={`Acts on ${member}`} sx={{ display: 'flex', flexWrap: 'wrap', gap: '6px' }}>
      {processActs.map((kind) =>
        button(memberActWords[kind].label, memberActWords[kind].meaning, { kind, member }, fits[kind](state)),
      )}
      {button(
        'Move leader here',
        'The leader hands over to this member, without waiting for a timeout.',
        { kind: 'moveLeader', to: member },
        state === 'follower' && leaderOf(frame) !== null,
      )}
      {state === 'learner'
        ? button('Promote', 'It gets a vote, once it has caught up.', { kind: 'promote', member }, true)
        : null}
      {button(
        'Remove',
        'It is removed from the cluster, and stopped. A new member can be added in its place.',
        remove,
        frame.members.length > 1,
      )}
      <ConfirmDialog
        title={`Remove ${member}?`}
        confirm="Remove"
        isOpen={isAsking}
        onClose={() => ask(false)}
        onConfirm={() => {
          ask(false);
          void model.act(remove);
        }}
      >
        It loses its place in the cluster, and is stopped. This cannot be undone; a new member can be added.
      </ConfirmDialog>
    </Box>
  );
}

function Figures(props: { readonly view: LabMemberView; readonly member: LabMember | null; readonly frame: LabFrame }) {
  const { view, member, frame } = props;
  const { term, vote, leader, commit, applied, answeredAt, id } = view;
  const index = (value: number | null): string => (value === null ? 'not answered yet' : formatCount(value));
  const { pid = null } = member ?? {};
  const isNow = useStorePart(useLab().desk, ({ at }) => at === null);
  return (
    <FactList
      facts={[
        { name: 'Term', value: index(term) },
        { name: 'Vote', value: vote ?? 'none in this term' },
        { name: 'Leader it knows', value: leader ?? 'none' },
        { name: 'Commit index', value: index(commit), isMono: true },
        { name: 'Applied index', value: index(applied), isMono: true },
        { name: 'Answered', value: answeredAt === null ? 'never' : formatRelativeTime(answeredAt, frame.at) },
        ...(member === null
          ? []
          : [
              {
                name: 'Election timeout',
                value: `${formatDuration(member.electionMs)} to ${formatDuration(member.electionMs * 2)}, as configured`,
              },
              { name: 'Heartbeat', value: `every ${formatDuration(member.heartbeatMs)} while it leads` },
              { name: 'etcd', value: member.version },
              // Which process it was then is not kept.
              ...(isNow
                ? [{ name: 'Process', value: pid === null ? 'none runs' : String(pid), isMono: pid !== null }]
                : []),
              {
                name: 'Endpoint',
                isMono: true,
                value: (
                  <>
                    {member.endpoint} <CopyButton label="Copy endpoint" text={member.endpoint} />
                  </>
                ),
              },
              { name: 'Peer URL', value: member.peerURL, isMono: true },
            ]),
        ...(id === null ? [] : [{ name: 'ID', value: id, isMono: true }]),
      ]}
    />
  );
}
