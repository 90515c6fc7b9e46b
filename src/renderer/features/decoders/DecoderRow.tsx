import Box from '@mui/material/Box';
import { useState } from 'react';
import type { ListedDecoder } from '../../../contract/decoders.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { showToast } from '../../state/toasts.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ArrowDownIcon, EditIcon, FolderUpIcon, TrashIcon } from '../../ui/icons.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { useDecodersDidChange } from './use-decoders.ts';

/** A decoder, why it cannot be used, and what can be done with it. */
export function DecoderRow(props: {
  readonly listed: ListedDecoder;
  /** Its place among all, counted from 0. */
  readonly place: number;
  readonly count: number;
  readonly onEdit: () => void;
}) {
  const { listed, place, count, onEdit } = props;
  const { decoder, failure } = listed;
  const api = useApi();
  const didChange = useDecodersDidChange();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const act = async (run: () => Promise<void>, failed: string): Promise<void> => {
    setBusy(true);
    try {
      await run();
    } catch (error) {
      const { title, action: detail } = describeFailure(failureOf(error));
      showToast({ tone: 'bad', text: `${failed} ${title}`, detail });
    }
    setBusy(false);
    await didChange();
  };
  const move = (to: number): Promise<void> =>
    act(() => api.decoders.move({ decoder: decoder.id, place: to }), `${decoder.name} was not moved.`);
  const remove = async (): Promise<void> => {
    await act(() => api.decoders.remove({ decoder: decoder.id }), `${decoder.name} was not removed.`);
    setAsking(false);
  };
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 1, py: '4px' }}>
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {decoder.name}
        <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>
          <Box component="span" sx={mono}>
            {decoder.keys}
          </Box>{' '}
          read as{' '}
          <Box component="span" sx={mono}>
            {decoder.message}
          </Box>
        </Box>
        {failure === null ? null : (
          <Box sx={{ color: color.bad, fontSize: '0.75rem' }}>Cannot be used: {failure.message}</Box>
        )}
      </Box>
      <MoreMenu
        name={decoder.name}
        items={[
          { label: 'Edit…', icon: <EditIcon />, run: onEdit },
          {
            label: 'Move up',
            icon: <FolderUpIcon />,
            isDisabled: isBusy || place === 0,
            run: () => void move(place - 1),
          },
          {
            label: 'Move down',
            icon: <ArrowDownIcon />,
            isDisabled: isBusy || place === count - 1,
            run: () => void move(place + 1),
          },
          { label: 'Remove…', icon: <TrashIcon />, run: () => setAsking(true) },
        ]}
      />
      <ConfirmDialog
        title={`Remove ${decoder.name}?`}
        confirm="Remove decoder"
        isOpen={isAsking}
        isBusy={isBusy}
        onClose={() => setAsking(false)}
        onConfirm={() => void remove()}
      >
        Its values are then shown as bytes. They and the .proto files stay as they are.
      </ConfirmDialog>
    </Box>
  );
}
