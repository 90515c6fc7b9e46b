import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { FailureView } from '../../app/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { usePickFile } from '../../state/file-picker.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { color } from '../../ui/tokens.ts';
import type { Read } from './ImportDialog.tsx';
import { readPath, readSource, readText } from './read-source.ts';

const kubeadmFolder = '/etc/kubernetes/pki/etcd';

interface ImportSourceDialogProps {
  readonly text: string;
  readonly path: string;
  readonly onText: (text: string) => void;
  readonly onPath: (path: string) => void;
  readonly onRead: (read: Read) => void;
  readonly onClose: () => void;
}

/** Where a connection is to be read from. Reading dials nothing and saves nothing. */
export function ImportSourceDialog({ text, path, onText, onPath, onRead, onClose }: ImportSourceDialogProps) {
  const api = useApi();
  const pickFile = usePickFile();
  const ownFile = useRef<HTMLInputElement>(null);
  const reading = useMutation({
    mutationFn: (what: 'text' | 'path' | 'environment') => {
      if (what === 'text') return readText(api, text);
      return what === 'path' ? readPath(api, path.trim()) : readSource(api, { kind: 'environment' });
    },
    onSuccess: onRead,
    // Its answer may hold a password from pasted text.
    gcTime: 0,
  });
  const chosen = text.trim() !== '' ? 'text' : path.trim() !== '' ? 'path' : null;
  const browse = async (): Promise<void> => {
    const file = await pickFile({ purpose: 'open', title: 'Import from', suggested: path || null });
    if (file !== null) onPath(file);
  };
  const change = (act: () => void): void => {
    reading.reset();
    act();
  };
  return (
    <DialogFrame
      isOpen
      title="Import a connection"
      description="You see what was understood before anything is saved. Nothing is dialled."
      width={680}
      onClose={onClose}
      onSubmit={() => {
        if (chosen !== null && !reading.isPending) reading.mutate(chosen);
      }}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={chosen === null || reading.isPending}>
            Read it
          </Button>
        </>
      }
    >
      <TextArea
        label="Paste"
        rows={8}
        value={text}
        hasFocus
        isDisabled={path.trim() !== ''}
        placeholder="etcdctl --endpoints=https://10.0.4.11:2379 --cacert=… member list"
        hint="ETCDCTL_ variables, an etcdctl command line, a static-pod manifest (etcd.yaml), a systemd unit, an etcd configuration file, or an export of etcdeck."
        onChange={(value) => change(() => onText(value))}
        tool={
          <>
            <Button
              variant="text"
              sx={{ minHeight: 20, py: 0, px: '6px', fontSize: '0.75rem' }}
              onClick={() => ownFile.current?.click()}
            >
              From a file here
            </Button>
            <input
              ref={ownFile}
              type="file"
              hidden
              aria-label="A file on this computer"
              onChange={async ({ target }) => {
                const file = target.files?.[0];
                // Chosen again after an edit, the same file must be read again.
                target.value = '';
                if (file === undefined) return;
                const content = await file.text();
                change(() => onText(content));
              }}
            />
          </>
        }
      />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, color: color.muted }}>
        <Box sx={{ flex: 1, height: '1px', bgcolor: color.line }} />
        or a path on the machine where etcdeck runs
        <Box sx={{ flex: 1, height: '1px', bgcolor: color.line }} />
      </Box>
      <Field
        label="File or folder"
        value={path}
        isMono
        isDisabled={text.trim() !== ''}
        placeholder={`for example ${kubeadmFolder}`}
        hint="One of these files, or kubeadm’s folder of etcd’s certificates."
        onChange={(value) => change(() => onPath(value))}
        end={
          <Button
            variant="text"
            aria-label="Browse for File or folder"
            disabled={text.trim() !== ''}
            sx={{ mr: -1.5, minHeight: 24, py: 0 }}
            onClick={() => void browse()}
          >
            Browse
          </Button>
        }
      />
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button
          disabled={text.trim() !== '' || path === kubeadmFolder}
          onClick={() => change(() => onPath(kubeadmFolder))}
        >
          kubeadm’s folder
        </Button>
        <Button disabled={reading.isPending} onClick={() => reading.mutate('environment')}>
          ETCDCTL_ variables of etcdeck’s own environment
        </Button>
      </Box>
      {reading.error === null ? null : <FailureView failure={failureOf(reading.error)} layout="inline" />}
    </DialogFrame>
  );
}
