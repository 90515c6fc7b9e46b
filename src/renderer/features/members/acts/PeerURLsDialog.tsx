import Button from '@mui/material/Button';
import { useState } from 'react';
import type { MemberStatus } from '../../../../contract/cluster.ts';
import { memberName } from '../../../../contract/member-name.ts';
import { urlsIn } from '../../../parts/cluster/peer-urls.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { showPlan } from '../../../state/plans.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { PeerURLsField } from './PeerURLsField.tsx';
import { peerURLsRequest } from './planned-acts.ts';

/** Asks for other peer URLs of a member, then shows the plan. */
export function PeerURLsDialog({ member, onClose }: { readonly member: MemberStatus; readonly onClose: () => void }) {
  const api = useApi();
  const { id } = useConnection();
  const [urls, setURLs] = useState(member.peerURLs.join('\n'));
  const peerURLs = urlsIn(urls);
  const isChanged = peerURLs.length > 0 && peerURLs.join() !== member.peerURLs.join();
  return (
    <DialogFrame
      isOpen
      title={`Peer URLs of ${memberName(member)}`}
      description="This tells the other members where to reach it. Its own flags are not changed: let it listen at the new URLs first."
      width={560}
      onClose={onClose}
      onSubmit={() => {
        if (isChanged) showPlan(peerURLsRequest({ api, connection: id }, member, peerURLs));
      }}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!isChanged}>
            Show the plan
          </Button>
        </>
      }
    >
      <PeerURLsField member={member.id} value={urls} hasFocus onChange={setURLs} />
    </DialogFrame>
  );
}
