import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { MemberStatus } from '../../../../contract/cluster.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { showPlan } from '../../../state/plans.ts';
import { MoreIcon } from '../../../ui/icons.tsx';
import { nameOfMember, roleOf } from '../cluster-words.ts';
import { showMemberAct } from './member-act.ts';
import { moveLeaderRequest, promoteRequest, removeRequest } from './planned-acts.ts';

/** What can be done with one member: each as a plan that is shown first. */
export function MemberMenu({ member }: { readonly member: MemberStatus }) {
  const api = useApi();
  const { id } = useConnection();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const parts = { api, connection: id };
  const role = roleOf(member);
  const name = nameOfMember(member);
  const entries: readonly (readonly [string, () => void])[] = [
    ...(role === 'not started'
      ? [['Show how to start it…', () => showMemberAct({ kind: 'start', member: member.id, name: '' })] as const]
      : []),
    ...(member.isLearner && role !== 'not started'
      ? [['Promote…', () => showPlan(promoteRequest(parts, member.id, name))] as const]
      : []),
    ...(role === 'leader' ? [['Move the leader…', () => showPlan(moveLeaderRequest(parts, null))] as const] : []),
    ...(role === 'follower'
      ? [['Make it the leader…', () => showPlan(moveLeaderRequest(parts, member))] as const]
      : []),
    ...(role === 'silent' ? [['Replace…', () => showMemberAct({ kind: 'replace', member })] as const] : []),
    ['Change its peer URLs…', () => showMemberAct({ kind: 'peerURLs', member })],
    ['Remove…', () => showPlan(removeRequest(parts, member))],
  ];
  return (
    <>
      <IconButton
        aria-label={`More for ${name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreIcon />
      </IconButton>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { 'aria-label': `More for ${name}` } }}
      >
        {entries.map(([title, run]) => (
          <MenuItem
            key={title}
            onClick={() => {
              setAnchor(null);
              run();
            }}
          >
            {title}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
