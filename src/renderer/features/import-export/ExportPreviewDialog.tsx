import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ExportPreview } from '../../../contract/connections/hand-over.ts';
import { endpointWords } from '../../parts/cluster/endpoint-words.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { useRefreshConnections } from '../../state/connections.ts';
import { failureOf } from '../../state/failure.ts';
import { showToast } from '../../state/toasts.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { plural } from '../../ui/format.ts';
import { CheckList } from './CheckList.tsx';

interface ExportPreviewDialogProps {
  readonly text: string;
  readonly preview: ExportPreview;
  readonly back: ReactNode;
  readonly onClose: () => void;
}

/** The connections of another etcdeck, to choose from; their secrets open with the passphrase they were exported under. */
export function ExportPreviewDialog({ text, preview, back, onClose }: ExportPreviewDialogProps) {
  const api = useApi();
  const refresh = useRefreshConnections();
  const [places, setPlaces] = useState<ReadonlySet<number>>(() => new Set(preview.drafts.keys()));
  const [passphrase, setPassphrase] = useState('');
  const taking = useMutation({
    mutationFn: () =>
      api.connections.importExport({
        text,
        places: [...places].toSorted((a, b) => a - b),
        passphrase: passphrase === '' ? null : passphrase,
      }),
    onSuccess: async (saved) => {
      await refresh();
      showToast({ tone: 'ok', text: `Imported ${plural(saved.length, 'connection')}. They open read-only.` }, null);
      onClose();
    },
    gcTime: 0,
  });
  const failure = taking.error === null ? null : failureOf(taking.error);
  const isPassphraseWrong = failure?.code === 'PassphraseWrong';
  return (
    <DialogFrame
      isOpen
      title="Import from another etcdeck"
      description={`It holds ${plural(preview.drafts.length, 'connection')}. They are saved as new ones, and open read-only.`}
      width={640}
      onClose={onClose}
      onSubmit={() => {
        if (places.size > 0 && !taking.isPending) taking.mutate();
      }}
      actions={
        <>
          {back}
          <Box sx={{ flex: 1 }} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={places.size === 0 || taking.isPending}>
            Import {places.size === preview.drafts.length ? 'all' : places.size}
          </Button>
        </>
      }
    >
      <CheckList
        label="Connections to import"
        entries={preview.drafts.map((draft, at) => ({ id: at, title: draft.name, detail: endpointWords(draft) }))}
        chosen={places}
        onChange={setPlaces}
      />
      {preview.hasSecrets ? (
        <Field
          label="Passphrase"
          type="password"
          value={passphrase}
          error={
            isPassphraseWrong ? 'This is not the passphrase, or the text was changed since it was exported.' : null
          }
          hint="The one the export was made with. Without it, passwords and keys are left out."
          onChange={(typed) => {
            taking.reset();
            setPassphrase(typed);
          }}
        />
      ) : null}
      {failure === null || isPassphraseWrong ? null : <FailureView failure={failure} layout="inline" />}
    </DialogFrame>
  );
}
