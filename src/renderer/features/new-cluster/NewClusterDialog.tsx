import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useState } from 'react';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { MakeCluster } from './MakeCluster.tsx';
import { OneMoreMember } from './OneMoreMember.tsx';
import { ReadConfiguration } from './ReadConfiguration.tsx';
import { useNewCluster } from './use-new-cluster.ts';

const parts = ['make', 'more', 'read'] as const;
type Part = (typeof parts)[number];

/** How to start a cluster that does not exist yet, and what a configuration would start. Nothing is run from here. */
export function NewClusterDialog({ onClose }: { readonly onClose: () => void }) {
  const [part, setPart] = useState<Part>('make');
  const { fields } = useNewCluster();
  return (
    <DialogFrame
      isOpen
      title="New cluster"
      description="Makes what to run on each host. Nothing is run from here."
      width={860}
      onClose={onClose}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <Tabs
        value={part}
        aria-label="New cluster"
        onChange={(_event, value) => setPart(parts.find((each) => each === value) ?? 'make')}
      >
        <Tab value="make" label="Make a cluster" id="new-cluster-make" aria-controls="new-cluster-panel" />
        <Tab
          value="more"
          label="Certificates for one more member"
          id="new-cluster-more"
          aria-controls="new-cluster-panel"
        />
        <Tab value="read" label="Read a configuration" id="new-cluster-read" aria-controls="new-cluster-panel" />
      </Tabs>
      <div role="tabpanel" id="new-cluster-panel" aria-labelledby={`new-cluster-${part}`}>
        {part === 'make' ? <MakeCluster /> : null}
        {part === 'more' ? <OneMoreMember folder={fields.certificatesFolder} /> : null}
        {part === 'read' ? <ReadConfiguration /> : null}
      </div>
    </DialogFrame>
  );
}
