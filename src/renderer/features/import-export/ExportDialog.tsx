import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConnectionId } from '../../../contract/ids.ts';
import { endpointWords } from '../../parts/cluster/endpoint-words.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { useConnections } from '../../state/connections.ts';
import { failureOf } from '../../state/failure.ts';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { plural } from '../../ui/format.ts';
import { CheckList } from './CheckList.tsx';

/** As core asks for. */
const shortestPassphrase = 8;

interface ExportDialogProps {
  /** Chosen at first. */
  readonly connections: readonly ConnectionId[];
  readonly onClose: () => void;
}

/** Connections as text for another etcdeck: without their secrets, or with them under a passphrase. */
export function ExportDialog({ connections: atFirst, onClose }: ExportDialogProps) {
  const api = useApi();
  const saved = (useConnections().data ?? []).filter(({ origin, damage }) => origin === 'saved' && damage === null);
  const [chosen, setChosen] = useState<ReadonlySet<ConnectionId>>(() => new Set(atFirst));
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const exporting = useMutation({
    mutationFn: () =>
      api.connections.exportProfiles({
        connections: saved.map(({ profile }) => profile.id).filter((id) => chosen.has(id)),
        passphrase: passphrase === '' ? null : passphrase,
      }),
    gcTime: 0,
  });
  const isShort = passphrase !== '' && passphrase.length < shortestPassphrase;
  const differs = repeated !== passphrase;
  const isReady = chosen.size > 0 && !isShort && !differs && !exporting.isPending;
  const change = (act: () => void): void => {
    exporting.reset();
    act();
  };
  return (
    <DialogFrame
      isOpen
      title="Export connections"
      description="As text for another etcdeck. Certificates given as files stay files: only their paths go along."
      width={640}
      onClose={onClose}
      onSubmit={() => {
        if (isReady) exporting.mutate();
      }}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" variant="contained" disabled={!isReady || exporting.data !== undefined}>
            Export {plural(chosen.size, 'connection')}
          </Button>
        </>
      }
    >
      <CheckList
        label="Connections to export"
        entries={saved.map(({ profile }) => ({
          id: profile.id,
          title: profile.name,
          detail: endpointWords(profile),
        }))}
        chosen={chosen}
        onChange={(next) => change(() => setChosen(next))}
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5 }}>
        <Field
          label="Passphrase"
          type="password"
          value={passphrase}
          error={isShort ? `Give at least ${shortestPassphrase} characters.` : null}
          hint="Passwords and keys are encrypted under it. Without one they are left out."
          onChange={(typed) => change(() => setPassphrase(typed))}
        />
        <Field
          label="Passphrase again"
          type="password"
          value={repeated}
          isDisabled={passphrase === ''}
          error={differs && repeated !== '' ? 'It is not the same.' : null}
          onChange={(typed) => change(() => setRepeated(typed))}
        />
      </Box>
      {exporting.data === undefined ? null : (
        <Box role="status">
          <Box sx={{ mb: 0.5 }}>Copy it, and paste it into Import on the other machine.</Box>
          <CommandLine label="the export" line={exporting.data.text} />
        </Box>
      )}
      {exporting.error === null ? null : <FailureView failure={failureOf(exporting.error)} layout="inline" />}
    </DialogFrame>
  );
}
