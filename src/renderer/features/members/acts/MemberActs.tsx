import { useEffect } from 'react';
import { useStore } from '../../../state/store.ts';
import { MoveHostsDialog } from './MoveHostsDialog.tsx';
import { memberAct, showMemberAct } from './member-act.ts';
import { NewMemberDialog } from './NewMemberDialog.tsx';
import { PeerURLsDialog } from './PeerURLsDialog.tsx';
import { StartMemberDialog } from './StartMemberDialog.tsx';

const close = (): void => showMemberAct(null);

/** The dialogs of acts on members, one at a time. They go with the screen. */
export function MemberActs() {
  const act = useStore(memberAct);
  useEffect(() => close, []);
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
          onClose={close}
        />
      );
  }
}
