import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useSource } from '../../parts/source/source.tsx';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { TextArea } from '../../ui/TextArea.tsx';

/** Takes the API server's EncryptionConfiguration. Its keys stay in core's memory until the source is closed. */
export function EncryptionDialog({ onClose }: { readonly onClose: () => void }) {
  const api = useApi();
  const { keys: source, standing } = useSource();
  const [text, setText] = useState('');
  const using = useMutation({
    mutationFn: () => api.kubernetes.setEncryption({ source, configuration: text }),
    gcTime: 0,
    // What was given is core's now; the window has no use for it.
    onSuccess: () => setText(''),
  });
  const keys = using.data;
  const isEmpty = text.trim() === '';
  return (
    <DialogFrame
      isOpen
      title="Encryption keys"
      description={`The file that the API server’s --encryption-provider-config names. It is kept in memory only, until this ${standing === 'file' ? 'file' : 'connection'} is closed, and never written anywhere.`}
      width={620}
      onClose={onClose}
      onSubmit={() => using.mutate()}
      actions={
        <>
          <Button onClick={onClose}>{keys === undefined ? 'Cancel' : 'Close'}</Button>
          <Button type="submit" variant={isEmpty ? 'outlined' : 'contained'} disabled={using.isPending}>
            {isEmpty ? 'Forget the keys' : 'Use these keys'}
          </Button>
        </>
      }
    >
      <TextArea
        label="EncryptionConfiguration"
        rows={12}
        value={text}
        onChange={setText}
        hint="YAML, as it stands on a control-plane host. Empty forgets what was given before."
      />
      {using.isError ? <FailureView failure={failureOf(using.error)} layout="inline" /> : null}
      {keys === undefined ? null : (
        <Box role="status">
          {keys.length === 0 ? 'No keys are held.' : 'Held now:'}
          <Box component="ul" sx={{ m: 0, pl: '20px' }}>
            {keys.map((key) => (
              <li key={`${key.provider} ${key.name}`}>
                {key.provider} {key.name}{' '}
                <StatusChip tone={key.isUsable ? 'ok' : 'neutral'}>
                  {key.isUsable ? 'opens values here' : 'cannot be used here'}
                </StatusChip>
              </li>
            ))}
          </Box>
        </Box>
      )}
    </DialogFrame>
  );
}
