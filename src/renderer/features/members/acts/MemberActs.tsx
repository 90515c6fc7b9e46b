import { type ReactNode, useEffect } from 'react';
import { useStore } from '../../../state/store.ts';
import { MemberActionsContext } from '../member-actions.ts';
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
  return (
    <MemberActionsContext value={useActs()}>
      {children}
      <ShownAct />
    </MemberActionsContext>
  );
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
