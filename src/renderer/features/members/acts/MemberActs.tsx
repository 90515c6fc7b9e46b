import { type ReactNode, useEffect } from 'react';
import type { MemberStatus } from '../../../../contract/cluster.ts';
import { memberName } from '../../../../contract/member-name.ts';
import { useClusterStatus } from '../../../state/cluster.tsx';
import { type Command, useCommands } from '../../../state/commands.ts';
import { useConnection } from '../../../state/connection.tsx';
import { showRecovery } from '../../../state/show-recovery.ts';
import { useStore } from '../../../state/store.ts';
import { ClusterIcon, WarningIcon } from '../../../ui/icons.tsx';
import { type MemberAction, type MemberActions, MemberActionsContext } from '../member-actions.ts';
import { MoveHostsDialog } from './MoveHostsDialog.tsx';
import { memberAct, showMemberAct } from './member-act.ts';
import { NewMemberDialog } from './NewMemberDialog.tsx';
import { PeerURLsDialog } from './PeerURLsDialog.tsx';
import { StartMemberDialog } from './StartMemberDialog.tsx';
import { useActs } from './use-acts.ts';

const close = (): void => showMemberAct(null);

/** Gives a screen the acts on members, and shows their dialogs, one at a time. They come and go with the screen. */
export function MemberActs({ children }: { readonly children: ReactNode }) {
  useEffect(() => {
    close();
    return close;
  }, []);
  const acts = useActs();
  useMemberCommands(acts);
  return (
    <MemberActionsContext value={acts}>
      {children}
      <ShownAct />
    </MemberActionsContext>
  );
}

/** What recovers is of no one member, and has a command of its own. */
const canRun = ({ id, isHeld = false }: MemberAction): boolean => !isHeld && id !== 'recover';

/** The same acts in the palette, each with the member that it is about. */
function useMemberCommands({ all, of }: MemberActions): void {
  const { id: connection } = useConnection();
  const members = useClusterStatus().value?.members ?? [];
  const command = ({ id, title, run }: MemberAction, member: MemberStatus | null): Command => ({
    id: member === null ? `members.${id}` : `members.${id}/${member.id}`,
    title: member === null ? title : `${memberName(member)}: ${title}`,
    group: 'Members',
    icon: <ClusterIcon />,
    run,
  });
  useCommands([
    ...all.filter(canRun).map((action) => command(action, null)),
    ...members.flatMap((member) =>
      of(member)
        .filter(canRun)
        .map((action) => command(action, member)),
    ),
    {
      id: 'members.recover',
      title: 'Recover from a lost quorum…',
      group: 'Members',
      keywords: 'restore force-new-cluster runbook disaster',
      icon: <WarningIcon />,
      run: () => showRecovery(connection),
    },
  ]);
}

function ShownAct() {
  const act = useStore(memberAct);
  switch (act?.kind) {
    case undefined:
      return null;
    case 'add':
      return <NewMemberDialog replaced={null} onClose={close} />;
    case 'replace':
      return <NewMemberDialog replaced={act.member} onClose={close} />;
    case 'peerURLs':
      return <PeerURLsDialog member={act.member} onClose={close} />;
    case 'move':
      return <MoveHostsDialog onClose={close} />;
    case 'start':
      return (
        <StartMemberDialog
          key={act.member}
          member={act.member}
          name={act.name}
          onAddAnother={() => showMemberAct({ kind: 'add' })}
          onClose={act.isMove ? () => showMemberAct({ kind: 'move' }) : close}
        />
      );
  }
}
