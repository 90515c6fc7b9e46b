import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useId, useState } from 'react';
import type { NewClusterStart } from '../../../contract/new-cluster.ts';
import { PeerURLChecks } from '../../parts/cluster/PeerURLChecks.tsx';
import { StartSpellings } from '../../parts/cluster/StartSpellings.tsx';

/** How each member of a new cluster is started. */
export function NewClusterStarts({ start }: { readonly start: NewClusterStart }) {
  const id = useId();
  const [at, setAt] = useState(0);
  const shown = start.starts[Math.min(at, start.starts.length - 1)];
  if (shown === undefined) return null;
  return (
    <Box>
      <PeerURLChecks checks={start.checks} />
      <Tabs
        value={start.starts.indexOf(shown)}
        aria-label="Members to start"
        onChange={(_event, value) => setAt(Number(value))}
      >
        {start.starts.map(({ name }, index) => (
          <Tab key={name} value={index} label={name} id={`${id}-${index}`} aria-controls={`${id}-panel`} />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`${id}-panel`} aria-label={shown.name} sx={{ mt: 1 }}>
        <StartSpellings start={shown} />
      </Box>
    </Box>
  );
}
