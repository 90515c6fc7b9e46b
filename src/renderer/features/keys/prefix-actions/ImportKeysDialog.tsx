import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { OnExisting } from '../../../../contract/plans.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { usePickFile } from '../../../state/file-picker.ts';
import type { PlanRequest } from '../../../state/plans.ts';
import { unescapeBytes } from '../../../ui/byte-text.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { Field } from '../../../ui/Field.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { ExistingChoice } from './ExistingChoice.tsx';
import { importPlan } from './plan-requests.ts';

/** Takes a bundle from a file or as text, then shows what importing it would change. */
export function ImportKeysDialog(props: {
  readonly onPlan: (plan: PlanRequest) => void;
  readonly onClose: () => void;
}) {
  const { onPlan, onClose } = props;
  const api = useApi();
  const { id } = useConnection();
  const pickFile = usePickFile();
  const [file, setFile] = useState('');
  const [text, setText] = useState('');
  const [to, setTo] = useState('');
  const [onExisting, setOnExisting] = useState<OnExisting>('refuse');
  const bytes = unescapeBytes(to);
  const isReady = bytes !== null && (file.trim() === '') !== (text.trim() === '');
  const choose = async (): Promise<void> => {
    const chosen = await pickFile({ purpose: 'open', title: 'Choose a bundle', suggested: null });
    if (chosen !== null) setFile(chosen);
  };
  const submit = (): void => {
    if (!isReady) return;
    const bundle =
      text.trim() === '' ? ({ kind: 'file', file: file.trim() } as const) : ({ kind: 'text', text } as const);
    onClose();
    onPlan(importPlan(api, id, { bundle, to: to === '' ? null : bytes, onExisting }));
  };
  return (
    <DialogFrame
      isOpen
      title="Import keys"
      description="From a bundle that was exported here. The next step shows what would change."
      width={620}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!isReady}>
            Plan
          </Button>
        </>
      }
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-end' }}>
        <Field
          label="File, on the machine where etcdeck runs"
          isMono
          hasFocus
          isDisabled={text !== ''}
          value={file}
          onChange={setFile}
        />
        <Button disabled={text !== ''} onClick={() => void choose()}>
          Choose…
        </Button>
      </Box>
      <TextArea
        label="Or its text"
        rows={6}
        value={text}
        onChange={setText}
        hint={file.trim() !== '' && text.trim() !== '' ? 'Take the file or the text, not both.' : 'JSON or YAML.'}
      />
      <Field
        label="Beneath another prefix"
        isMono
        value={to}
        onChange={setTo}
        placeholder="where they were"
        error={bytes === null ? 'Write a backslash as \\\\, and a byte as \\xNN.' : null}
        hint="In the place of the prefix that was exported. Empty: every key as it was."
      />
      <ExistingChoice value={onExisting} onChange={setOnExisting} />
    </DialogFrame>
  );
}
