import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { MemberId } from '../../../../contract/ids.ts';
import type { MemberStart } from '../../../../contract/member-start.ts';
import { IssueMemberCertificates } from '../../../parts/cluster/IssueMemberCertificates.tsx';
import { certificatesFor } from '../../../parts/cluster/member-certificates.ts';
import { urlsIn } from '../../../parts/cluster/peer-urls.ts';
import { StartSpellings } from '../../../parts/cluster/StartSpellings.tsx';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useApi } from '../../../state/api.tsx';
import { useClusterStatus } from '../../../state/cluster.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { showPlan } from '../../../state/plans.ts';
import { isLab } from '../../../state/screens.ts';
import { useIsRested } from '../../../state/use-rested.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { Field } from '../../../ui/Field.tsx';
import { LoadingBlock } from '../../../ui/LoadingState.tsx';
import { color } from '../../../ui/tokens.ts';
import { JoiningProgress } from './JoiningProgress.tsx';
import { type Joining, joiningOf, joiningStages } from './joining.ts';
import { promoteRequest } from './planned-acts.ts';
import { StartInLab } from './StartInLab.tsx';
import { useStartFields } from './use-start-fields.ts';

const restMs = 300;

/** In pixels: the dialog keeps its place while what is typed is no start yet. */
const minHeight = 520;

function titleOf(joining: Joining, name: string): string {
  if (joining === 'added') return `Start ${name || 'the new member'}`;
  if (joining === 'gone') return `${name || 'The new member'} is gone`;
  return joining === 'votes' ? `${name} has joined` : `${name} joins`;
}

/** How it is started, and its certificates where a CA of etcdeck's can issue them. */
function Started({ start }: { readonly start: MemberStart }) {
  const { profile } = useConnection();
  const certificates = certificatesFor(start);
  return (
    <>
      <StartSpellings start={start} />
      {certificates === null ? null : (
        <Box sx={{ mt: 1.5 }}>
          <IssueMemberCertificates member={certificates} caFile={profile.tls.caFile} />
        </Box>
      )}
    </>
  );
}

interface StartMemberDialogProps {
  readonly member: MemberId;
  /** Its name where it is known: the member list has none before it has started. */
  readonly name: string;
  readonly onAddAnother: () => void;
  readonly onClose: () => void;
}

/** What to run on the host of a member that was added, how far it is, and its promotion. Can be left and opened again. */
export function StartMemberDialog({ member, name: given, onAddAnother, onClose }: StartMemberDialogProps) {
  const api = useApi();
  const { id } = useConnection();
  const { value: status } = useClusterStatus();
  const known = status?.members.find((each) => each.id === member);
  const inLab = isLab(id);
  const { fields, change } = useStartFields(member, given);
  const { name: typed, clientURLs, dataDir } = fields;
  const name = known !== undefined && known.name !== '' ? known.name : typed.trim();
  const isRested = useIsRested(`${typed}\n${clientURLs}\n${dataDir}`, restMs);
  const request = {
    connection: id,
    member,
    name,
    clientURLs: urlsIn(clientURLs),
    dataDir: dataDir.trim() === '' ? null : dataDir.trim(),
  };
  const start = useQuery({
    queryKey: ['member start', request],
    enabled: isRested && name !== '' && !inLab,
    queryFn: ({ signal }) => api.cluster.memberStart(request, { signal }),
    placeholderData: (before) => before,
  });
  const wasListed = useRef(false);
  wasListed.current ||= known !== undefined;
  // The members are asked every few seconds: one that was added just now is not among them yet.
  const joining = status === null || !wasListed.current ? 'added' : joiningOf(status, member);
  const isStarted = joining !== 'added';
  const voters = status?.quorum.voters ?? 0;
  return (
    <DialogFrame
      isOpen
      title={titleOf(joining, name)}
      description={
        isStarted
          ? 'You can close this: Cluster shows how far it is, and comes back here.'
          : `${inLab ? 'Its process is started in the lab.' : 'Run one of these on its host.'} You can close this: Cluster comes back here.`
      }
      width={820}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          {joining === 'votes' && voters % 2 === 0 ? <Button onClick={onAddAnother}>Add another member…</Button> : null}
          {joining === 'votes' || joining === 'gone' ? null : (
            <Button
              variant="contained"
              disabled={joining !== 'ready'}
              onClick={() => showPlan(promoteRequest({ api, connection: id }, member, name))}
            >
              Promote…
            </Button>
          )}
        </>
      }
    >
      {status === null ? null : <JoiningProgress stages={joiningStages(joining, status, member)} />}
      {joining === 'votes' && voters % 2 === 0 ? (
        <Box sx={{ color: color.muted }}>
          {voters} voting members tolerate no more failures than {voters - 1}: one more would help.
        </Box>
      ) : null}
      {isStarted ? null : (
        <>
          <Box sx={{ display: 'flex', gap: 2 }}>
            <Field
              label="Name"
              value={typed}
              onChange={(next) => change({ name: next })}
              isMono
              hasFocus={typed === ''}
              hint="Its name in the member list."
            />
            {inLab ? null : (
              <>
                <Field
                  label="Client URLs"
                  value={clientURLs}
                  onChange={(next) => change({ clientURLs: next })}
                  isMono
                  hasFocus={typed !== ''}
                  placeholder="its host, the others’ port"
                  hint="Where clients reach it."
                />
                <Field
                  label="Data-dir"
                  value={dataDir}
                  onChange={(next) => change({ dataDir: next })}
                  isMono
                  placeholder="the usual one"
                  hint="An empty folder on its host."
                />
              </>
            )}
          </Box>
          <Box sx={{ minHeight: inLab ? 0 : minHeight }}>
            {inLab ? (
              <StartInLab name={name} peerURL={known?.peerURLs[0] ?? null} />
            ) : name === '' ? (
              <Box sx={{ color: color.muted }}>Type the name that the member will have.</Box>
            ) : start.data !== undefined ? (
              <Started start={start.data} />
            ) : start.error === null ? (
              <LoadingBlock label="Making the start" height={minHeight} />
            ) : (
              <FailureView failure={failureOf(start.error)} layout="inline" onRetry={() => void start.refetch()} />
            )}
          </Box>
        </>
      )}
    </DialogFrame>
  );
}
