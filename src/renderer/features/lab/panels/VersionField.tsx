import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { LabMember } from '../../../../contract/lab.ts';
import { EtcdChoice } from '../starting/EtcdChoice.tsx';
import { useCanAct, useLab } from '../use-lab.tsx';

/** Runs a member with another etcd, as an upgrade does. */
export function VersionField({ member }: { readonly member: LabMember }) {
  const model = useLab();
  const canAct = useCanAct();
  const [folder, setFolder] = useState('');
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 1 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <EtcdChoice label={`Another etcd, now ${member.version}`} value={folder} onChange={setFolder} />
      </Box>
      <Button
        disabled={!canAct || folder.trim() === ''}
        onClick={() => void model.act({ kind: 'version', member: member.name, etcd: folder.trim() })}
      >
        Run it
      </Button>
    </Box>
  );
}
