import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InitialCluster } from '../../../contract/new-cluster.ts';
import { PeerURLChecks } from '../../parts/cluster/PeerURLChecks.tsx';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { useIsRested } from '../../state/use-rested.ts';
import { FactList } from '../../ui/FactList.tsx';
import { plural } from '../../ui/format.ts';
import { Notice } from '../../ui/Notice.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { mono } from '../../ui/tokens.ts';

const restMs = 300;

/** Reads a pasted configuration, and shows what cluster it would start and what keeps it from starting. */
export function ReadConfiguration() {
  const api = useApi();
  const [text, setText] = useState('');
  const isRested = useIsRested(text, restMs);
  const read = useQuery({
    queryKey: ['initial cluster', text],
    enabled: isRested && text.trim() !== '',
    gcTime: 0,
    queryFn: ({ signal }) => api.newCluster.read({ text }, { signal }),
  });
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <TextArea
        label="Configuration"
        rows={8}
        value={text}
        hasFocus
        onChange={setText}
        hint="An etcd.yaml, a systemd unit, a static pod’s manifest, ETCD_ variables or a command. It is read here, and nothing is dialled."
      />
      {text.trim() === '' ? null : read.error !== null ? (
        <FailureView failure={failureOf(read.error)} layout="inline" />
      ) : read.data === undefined ? null : (
        <Read cluster={read.data} />
      )}
    </Box>
  );
}

function Read({ cluster }: { readonly cluster: InitialCluster }) {
  const { members, token, state, name, checks, faults } = cluster;
  return (
    <>
      {faults.length === 0 ? null : (
        <Notice tone="bad">
          <Box component="ul" aria-label="What keeps it from starting" sx={{ m: 0, pl: '18px' }}>
            {faults.map((fault) => (
              <li key={fault}>{fault}.</li>
            ))}
          </Box>
        </Notice>
      )}
      <PeerURLChecks checks={checks} />
      <FactList
        facts={[
          { name: 'Members', value: plural(members.length, 'member') },
          { name: 'This one is', value: name ?? 'not named' },
          { name: 'State', value: state ?? 'new, as none is given' },
          { name: 'Token', value: token ?? 'etcd-cluster, as none is given' },
        ]}
      />
      <Box component="ul" aria-label="Members" sx={{ m: 0, pl: '20px', ...mono, overflowWrap: 'anywhere' }}>
        {members.map((member) => (
          <li key={`${member.name}=${member.peerURLs.join()}`}>
            {member.name} {member.peerURLs.join(', ')}
          </li>
        ))}
      </Box>
    </>
  );
}
