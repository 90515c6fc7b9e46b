import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { FailureView } from '../failures/FailureView.tsx';

/** The key that an SSH host showed, as far as it may be trusted here: one that is marked as revoked may not. */
interface ShownKey {
  readonly host: string;
  readonly port: number;
  readonly fingerprint: string;
  readonly keyType: string;
  /** What was trusted so far; `null` where nothing was. */
  readonly expected: string | null;
}

/** The question that a failure raises, or `null` where it is none about a host's key. */
export function shownKeyOf({ code, detail = {} }: Failure): ShownKey | null {
  const { host, port, fingerprint, keyType, expected } = detail;
  if (typeof host !== 'string' || typeof port !== 'number' || typeof fingerprint !== 'string') return null;
  const shown = { host, port, fingerprint, keyType: String(keyType ?? 'unknown') };
  if (code === 'SshHostKeyUnknown') return { ...shown, expected: null };
  return code === 'SshHostKeyChanged' && typeof expected === 'string' ? { ...shown, expected } : null;
}

interface TrustHostKeyProps {
  readonly shown: ShownKey;
  /** Tries again what the key stood in the way of. */
  readonly onTrusted: () => void;
}

/** Asks whether the key is the host's, with what to compare it with. */
export function TrustHostKey({ shown, onTrusted }: TrustHostKeyProps) {
  const api = useApi();
  const [isAsking, setAsking] = useState(false);
  const { host, port, fingerprint, keyType, expected } = shown;
  const trusting = useMutation({
    mutationFn: () => api.connections.trustHostKey({ host, port, fingerprint }),
    onSuccess: () => {
      setAsking(false);
      onTrusted();
    },
  });
  const isChanged = expected !== null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>Compare its key</Button>
      <DialogFrame
        isOpen={isAsking}
        title={isChanged ? `${host} shows another key than before` : `Is this the key of ${host}?`}
        description={
          isChanged
            ? 'Its key was changed, or somebody sits in between and reads along. Trust it only if whoever runs the host says so.'
            : 'It was never connected to from here. Compare the fingerprint with what the host itself says.'
        }
        width={620}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Cancel</Button>
            <Button
              variant={isChanged ? 'outlined' : 'contained'}
              color={isChanged ? 'error' : 'primary'}
              disabled={trusting.isPending}
              onClick={() => trusting.mutate()}
            >
              {isChanged ? 'Trust the new key' : 'Trust this key'}
            </Button>
          </>
        }
      >
        <FactList
          facts={[
            { name: 'SSH host', value: `${host}:${port}`, isMono: true },
            { name: 'Kind of key', value: keyType, isMono: true },
            { name: 'Fingerprint', value: fingerprint, isMono: true },
            ...(isChanged ? [{ name: 'Trusted so far', value: expected, isMono: true }] : []),
          ]}
        />
        <Box>
          <Box sx={{ mb: 0.5 }}>On the host, where you trust its console, this prints its fingerprints:</Box>
          <CommandLine
            label="the command"
            line='for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf "$key"; done'
          />
        </Box>
        {trusting.error === null ? null : <FailureView failure={failureOf(trusting.error)} layout="inline" />}
      </DialogFrame>
    </>
  );
}
