import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { color } from '../../ui/tokens.ts';
import { ReviewDialog } from './ReviewDialog.tsx';

/** Reads a configuration before an upgrade. */
export function ReviewCard() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Card title="Before an upgrade">
      <Box sx={{ color: color.muted, mb: 1 }}>
        Paste a member’s manifest, unit file, etcd.yaml or command line: flags that the newer etcd refuses are named
        with their lines.
      </Box>
      <Button onClick={() => setOpen(true)}>Review a configuration…</Button>
      {isOpen ? <ReviewDialog onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}
