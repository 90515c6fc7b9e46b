import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Decoder } from '../../../contract/decoders.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { failureOf } from '../../state/failure.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { color } from '../../ui/tokens.ts';
import { DecoderForm } from './DecoderForm.tsx';
import { DecoderRow } from './DecoderRow.tsx';
import { useDecoders } from './use-decoders.ts';

const aNewOne = 'new';

/** The operator's decoders, in the order in which they count. */
export function DecodersDialog({ onClose }: { readonly onClose: () => void }) {
  const { data, error, refetch } = useDecoders();
  const [edited, edit] = useState<Decoder | typeof aNewOne | null>(null);
  if (edited !== null) return <DecoderForm decoder={edited === aNewOne ? null : edited} onClose={() => edit(null)} />;
  return (
    <DialogFrame
      isOpen
      title="Custom decoders"
      description="Values that are protobuf messages of your own, read and edited by your .proto files. Of several decoders for a key, the first one counts."
      width={640}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button variant="contained" onClick={() => edit(aNewOne)}>
            Add a decoder…
          </Button>
        </>
      }
    >
      {data === undefined ? (
        error === null ? (
          <LoadingRows label="Loading the decoders" rows={2} />
        ) : (
          <FailureView failure={failureOf(error)} layout="inline" onRetry={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <Box sx={{ color: color.muted }}>
          None yet. A decoder says which keys it is for, which .proto files to read, and which message type the values
          are.
        </Box>
      ) : (
        <Box component="ol" aria-label="Decoders" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {data.map((listed, place) => (
            <DecoderRow
              key={listed.decoder.id}
              listed={listed}
              place={place}
              count={data.length}
              onEdit={() => edit(listed.decoder)}
            />
          ))}
        </Box>
      )}
    </DialogFrame>
  );
}
