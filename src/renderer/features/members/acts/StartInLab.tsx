import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Failure } from '../../../../contract/failure.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { isLabName } from '../../../parts/start-lab.tsx';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf, isCancelled } from '../../../state/failure.ts';
import { color } from '../../../ui/tokens.ts';

/** The way to start a member of a lab: its links go through the lab's own proxies, so that no other host can run it. */
export function StartInLab(props: { readonly name: string; readonly peerURL: string | null }) {
  const { name, peerURL } = props;
  const api = useApi();
  const { id: connection } = useConnection();
  const [step, setStep] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const start = async (): Promise<void> => {
    if (peerURL === null) return;
    setFailure(null);
    setStep('Starting it');
    try {
      const act = { kind: 'startAdded', peerURL, name, etcd: null } as const;
      // Goes on where the dialog is closed.
      for await (const notice of api.lab.act({ connection, act })) if (notice.kind === 'step') setStep(notice.text);
    } catch (error) {
      if (!isCancelled(error)) setFailure(failureOf(error));
    }
    setStep(null);
  };
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <Box sx={{ color: color.muted }}>
        {isLabName(name)
          ? 'It runs on this machine as the lab’s other members do, with the lab’s certificates and links.'
          : 'A lab’s members have names of letters, digits, dots, hyphens and underscores; 63 at most.'}
      </Box>
      <Button
        variant="contained"
        disabled={step !== null || peerURL === null || !isLabName(name)}
        onClick={() => void start()}
      >
        Start it in the lab
      </Button>
      <Box role="status" sx={{ color: color.muted }}>
        {step}
      </Box>
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
    </Box>
  );
}
