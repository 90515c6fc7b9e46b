import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useState } from 'react';
import type { ObjectStore } from '../../../../contract/object-stores.ts';
import { useApi } from '../../../state/api.tsx';
import { fileName } from '../../../state/recent-files.ts';
import { useRefreshCatalogue } from '../../../state/snapshots.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { color } from '../../../ui/tokens.ts';
import { uploadSnapshot } from '../snapshot-tasks.ts';
import { StoreDialog } from './StoreDialog.tsx';
import { storePlace } from './store-words.ts';

/** Asks for the store that a snapshot is copied to. Without one it leads to adding one. */
export function CopyToStoreDialog(props: {
  readonly file: string;
  readonly stores: readonly ObjectStore[];
  readonly onClose: () => void;
}) {
  const { file, stores, onClose } = props;
  const api = useApi();
  const refresh = useRefreshCatalogue();
  const [chosen, choose] = useState<string | null>(null);
  const store = stores.find(({ id }) => id === chosen) ?? stores[0];
  if (store === undefined) return <StoreDialog store={null} onClose={onClose} />;
  return (
    <DialogFrame
      isOpen
      title={`Copy ${fileName(file)}`}
      description="It is uploaded with its description; the object gets its name once its hash was checked."
      width={520}
      onClose={onClose}
      onSubmit={() => {
        uploadSnapshot(api, store, file, () => void refresh());
        onClose();
      }}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained">
            Copy
          </Button>
        </>
      }
    >
      <RadioGroup aria-label="Object store" value={store.id} onChange={(_event, id) => choose(id)}>
        {stores.map((each) => (
          <FormControlLabel
            key={each.id}
            value={each.id}
            control={<Radio size="small" />}
            label={
              <>
                {each.name}{' '}
                <Box component="span" sx={{ color: color.muted }}>
                  {storePlace(each)}
                </Box>
              </>
            }
          />
        ))}
      </RadioGroup>
    </DialogFrame>
  );
}
