import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ConnectionSecrets } from '../../../contract/connections/profile.ts';
import { shownKeyOf, TrustHostKey } from '../../parts/connecting/TrustHostKey.tsx';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { usePickFile } from '../../state/file-picker.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { OrLine } from './OrLine.tsx';
import { type Read, readControlPlane, readPath, readSource, readText } from './read-source.ts';
import { SshSecretField } from './SshSecretField.tsx';

const kubeadmFolder = '/etc/kubernetes/pki/etcd';

interface ImportSourceDialogProps {
  readonly source: SourceText;
  readonly onSource: (source: SourceText) => void;
  readonly onRead: (read: Read) => void;
  readonly onClose: () => void;
}

/** What was typed, of which one is read. */
export interface SourceText {
  readonly text: string;
  readonly path: string;
  /** A control-plane host: `user@host`. */
  readonly host: string;
}

/** Where a connection is to be read from. Reading dials nothing and saves nothing. */
export function ImportSourceDialog({ source, onSource, onRead, onClose }: ImportSourceDialogProps) {
  const { text, path, host } = source;
  const api = useApi();
  const pickFile = usePickFile();
  const [sshSecrets, setSshSecrets] = useState<ConnectionSecrets>({});
  const ownFile = useRef<HTMLInputElement>(null);
  const reading = useMutation({
    mutationFn: (what: 'text' | 'path' | 'host' | 'environment') => {
      if (what === 'text') return readText(api, text);
      if (what === 'host') return readControlPlane(api, host.trim(), sshSecrets);
      return what === 'path' ? readPath(api, path.trim()) : readSource(api, { kind: 'environment' });
    },
    onSuccess: onRead,
    // Its answer may hold a password from pasted text.
    gcTime: 0,
  });
  const chosen = (['text', 'path', 'host'] as const).find((one) => source[one].trim() !== '') ?? null;
  const isTaken = (one: keyof SourceText): boolean => chosen !== null && chosen !== one;
  const browse = async (): Promise<void> => {
    const file = await pickFile({ purpose: 'open', title: 'Import from', suggested: path || null });
    if (file !== null) set({ path: file });
  };
  const set = (changes: Partial<SourceText>): void => {
    reading.reset();
    onSource({ ...source, ...changes });
  };
  const failure = reading.error === null ? null : failureOf(reading.error);
  const shownKey = failure === null ? null : shownKeyOf(failure);
  return (
    <DialogFrame
      isOpen
      title="Import a connection"
      description="You see what was understood, line by line, before anything is saved."
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
        isDisabled={isTaken('text')}
        placeholder="etcdctl --endpoints=https://10.0.4.11:2379 --cacert=… member list"
        hint="ETCDCTL_ variables, an etcdctl command line, a static-pod manifest (etcd.yaml), a systemd unit, an etcd configuration file, or an export of etcdeck."
        onChange={(value) => set({ text: value })}
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
                onSource({ text: content, path: '', host: '' });
              }}
            />
          </>
        }
      />
      <OrLine>or a path on the machine where etcdeck runs</OrLine>
      <Field
        label="File or folder"
        value={path}
        isMono
        isDisabled={isTaken('path')}
        placeholder={`for example ${kubeadmFolder}`}
        hint="One of these files, or kubeadm’s folder of etcd’s certificates."
        onChange={(value) => set({ path: value })}
        end={
          <Button
            variant="text"
            aria-label="Browse for File or folder"
            disabled={isTaken('path')}
            sx={{ mr: -1.5, minHeight: 24, py: 0 }}
            onClick={() => void browse()}
          >
            Browse
          </Button>
        }
      />
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button disabled={isTaken('path') || path === kubeadmFolder} onClick={() => set({ path: kubeadmFolder })}>
          kubeadm’s folder
        </Button>
        <Button disabled={reading.isPending} onClick={() => reading.mutate('environment')}>
          ETCDCTL_ variables of etcdeck’s own environment
        </Button>
      </Box>
      <OrLine>or a control-plane host that kubeadm set up, over SSH</OrLine>
      <Field
        label="Control-plane host"
        value={host}
        isMono
        isDisabled={isTaken('host')}
        placeholder="user@host"
        hint="Its etcd manifest and certificates are read there, with sudo where needed, and kept in memory only."
        onChange={(value) => set({ host: value })}
      />
      <SshSecretField failure={failure} secrets={sshSecrets} onChange={setSshSecrets} />
      {failure === null ? null : (
        <FailureView
          failure={failure}
          layout="inline"
          actions={
            shownKey === null ? null : <TrustHostKey shown={shownKey} onTrusted={() => reading.mutate('host')} />
          }
        />
      )}
    </DialogFrame>
  );
}
