import Button from '@mui/material/Button';
import { useState } from 'react';
import type { MemberStatus } from '../../../../contract/cluster.ts';
import { memberName } from '../../../../contract/member-name.ts';
import { urlsIn } from '../../../parts/cluster/peer-urls.ts';
import { useApi } from '../../../state/api.tsx';
import { useClusterStatus } from '../../../state/cluster.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { showPlan } from '../../../state/plans.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { Field } from '../../../ui/Field.tsx';
import { PeerURLsField } from './PeerURLsField.tsx';
import { addRequest, replaceRequest } from './planned-acts.ts';
import { useFreePeerURL } from './use-free-peer-url.ts';
import { VotingChoice } from './VotingChoice.tsx';

interface NewMemberDialogProps {
  /** The member that it takes the place of; `null` where it is one more. */
  readonly replaced: MemberStatus | null;
  readonly onClose: () => void;
}

/** Asks for a new member's name and peer URLs, then shows the plan. It stays beneath the plan, for another try. */
export function NewMemberDialog({ replaced, onClose }: NewMemberDialogProps) {
  const api = useApi();
  const { id } = useConnection();
  const [name, setName] = useState('');
  const [typed, setURLs] = useState<string | null>(null);
  const freePeerURL = useFreePeerURL();
  const urls = typed ?? freePeerURL ?? '';
  const [isLearner, setLearner] = useState(true);
  const fields = { name: name.trim(), peerURLs: urlsIn(urls) };
  const members = useClusterStatus().value?.members ?? [];
  const isTaken = fields.name !== '' && members.some((one) => one.id !== replaced?.id && one.name === fields.name);
  const isWhole = fields.name !== '' && !isTaken && fields.peerURLs.length > 0;
  const plan = (): void => {
    if (!isWhole) return;
    const parts = { api, connection: id };
    const request =
      replaced === null ? addRequest(parts, { ...fields, isLearner }) : replaceRequest(parts, replaced, fields);
    showPlan(request);
  };
  return (
    <DialogFrame
      isOpen
      title={replaced === null ? 'Add a member' : `Replace ${memberName(replaced)}`}
      description={
        replaced === null
          ? 'Nothing is changed before you have seen the plan.'
          : 'It is removed first, then a learner is added in its place: with a member down, etcd refuses the other order.'
      }
      width={560}
      onClose={onClose}
      onSubmit={plan}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!isWhole}>
            Show the plan
          </Button>
        </>
      }
    >
      <Field
        label="Name"
        value={name}
        onChange={setName}
        isMono
        hasFocus
        placeholder="etcd-4"
        error={isTaken ? `Another member is named ${fields.name}: give this one a name of its own.` : null}
        hint="As the member will be started with: --name."
      />
      <PeerURLsField member={null} value={urls} onChange={setURLs} />
      {replaced === null ? <VotingChoice isLearner={isLearner} onChange={setLearner} /> : null}
    </DialogFrame>
  );
}
