import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId, useState } from 'react';
import type { BundleFormat } from '../../../../contract/bundles.ts';
import type { KeySource } from '../../../../contract/key-source.ts';
import { useApi } from '../../../state/api.tsx';
import { usePickFile } from '../../../state/file-picker.ts';
import { useHost } from '../../../state/settings.tsx';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { type ChosenKeys, chosenText } from '../model/chosen-keys.ts';
import { exportKeys } from './export-keys.ts';

/** Asks how keys shall be exported, and where to. */
export function ExportKeysDialog(props: {
  readonly chosen: ChosenKeys;
  readonly source: KeySource;
  readonly onClose: () => void;
}) {
  const { chosen, source, onClose } = props;
  const api = useApi();
  const { nativeDialogs } = useHost();
  const pickFile = usePickFile();
  const label = useId();
  const [format, setFormat] = useState<BundleFormat>('yaml');
  const [reveal, setReveal] = useState(false);
  const start = (file: string | null): void => {
    onClose();
    exportKeys(api, source, chosen, { format, reveal, file });
  };
  const save = async (): Promise<void> => {
    const suggested = `etcd-keys.${format}`;
    const file = await pickFile({ purpose: 'save', title: 'Export keys as', suggested });
    if (file !== null) start(file);
  };
  return (
    <DialogFrame
      isOpen
      title={`Export ${chosenText(chosen)}`}
      description="Keys and values exact to the byte, all at one revision. They can be imported again anywhere."
      width={560}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {nativeDialogs ? null : <Button onClick={() => start(null)}>Download</Button>}
          <Button type="submit" variant="contained">
            {nativeDialogs ? 'Save as…' : 'Save on the host…'}
          </Button>
        </>
      }
    >
      <FormControl>
        <FormLabel id={label}>Format</FormLabel>
        <RadioGroup
          row
          aria-labelledby={label}
          value={format}
          onChange={(event) => setFormat(event.target.value === 'json' ? 'json' : 'yaml')}
        >
          <FormControlLabel value="yaml" control={<Radio size="small" />} label="YAML" />
          <FormControlLabel value="json" control={<Radio size="small" />} label="JSON" />
        </RadioGroup>
      </FormControl>
      <FormControlLabel
        control={<Checkbox checked={reveal} onChange={(event) => setReveal(event.target.checked)} />}
        label="Kubernetes Secrets too, in clear"
      />
    </DialogFrame>
  );
}
