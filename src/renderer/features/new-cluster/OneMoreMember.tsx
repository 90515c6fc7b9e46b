import Box from '@mui/material/Box';
import { useState } from 'react';
import { IssueMemberCertificates } from '../../parts/cluster/IssueMemberCertificates.tsx';
import { Field } from '../../ui/Field.tsx';
import { color } from '../../ui/tokens.ts';

const pair = { display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: 2 } as const;

/** Asks for a member that joins a cluster whose certificates were issued here, and issues its own. */
export function OneMoreMember({ folder }: { readonly folder: string }) {
  const [name, setName] = useState('');
  const [host, setHost] = useState('');
  const [certificatesFolder, setFolder] = useState(folder);
  const member = {
    name: name.trim(),
    hosts: [host.trim()],
    certificatesFolder: certificatesFolder.trim(),
  };
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ color: color.muted }}>
        For a member that joins later. Cluster, Add member… makes what to run on its host.
      </Box>
      <Box sx={pair}>
        <Field label="Name" value={name} onChange={setName} isMono hasFocus />
        <Field label="Host" value={host} onChange={setHost} isMono placeholder="host name or IP address, as 10.0.0.4" />
      </Box>
      <Field label="Folder of certificates on its host" value={certificatesFolder} onChange={setFolder} isMono />
      <IssueMemberCertificates
        member={member}
        caFile={null}
        isDisabled={member.name === '' || member.hosts[0] === '' || member.certificatesFolder === ''}
      />
    </Box>
  );
}
