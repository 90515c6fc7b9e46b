import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useApi } from '../../state/api.tsx';
import { usePickFile } from '../../state/file-picker.ts';
import { useHost, useSettings } from '../../state/settings.tsx';
import { formatCount } from '../../ui/format.ts';
import { color } from '../../ui/tokens.ts';
import { exportJournal, exportName } from './export-journal.ts';
import type { ReadJournal } from './journal-view.ts';
import { RetentionDialog } from './RetentionDialog.tsx';
import { keptWords } from './retention.ts';

/** How much is shown, what of it is kept, and the ways to older entries and to a file. */
export function JournalFooter({ read }: { readonly read: ReadJournal }) {
  const { entries, hasOlder, isLoading, isKept, readOlder, asked } = read;
  const api = useApi();
  const { nativeDialogs } = useHost();
  const { settings } = useSettings();
  const pickFile = usePickFile();
  const [asksRetention, setAsksRetention] = useState(false);
  const save = async (): Promise<void> => {
    const file = await pickFile({ purpose: 'save', title: 'Export the journal as', suggested: exportName });
    if (file !== null) exportJournal(api, { ...asked, file });
  };
  return (
    <Box
      sx={{
        ...{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, p: '4px 14px', minHeight: 40 },
        ...{ flexShrink: 0, borderTop: `1px solid ${color.line}`, color: color.muted },
      }}
    >
      <Box role="status">
        {hasOlder ? 'At least ' : ''}
        {entries.length === 1 ? '1 entry' : `${formatCount(entries.length)} entries`}
      </Box>
      {hasOlder ? (
        <Button disabled={isLoading} onClick={readOlder}>
          {isLoading ? 'Reading…' : 'Show older'}
        </Button>
      ) : null}
      <Box sx={{ flex: 1 }} />
      {isKept ? (
        <Button variant="text" onClick={() => setAsksRetention(true)}>
          {keptWords(settings)}…
        </Button>
      ) : null}
      <Button
        disabled={entries.length === 0}
        onClick={() => (nativeDialogs ? void save() : exportJournal(api, { ...asked, file: null }))}
      >
        {nativeDialogs ? 'Export…' : 'Export'}
      </Button>
      {asksRetention ? <RetentionDialog onClose={() => setAsksRetention(false)} /> : null}
    </Box>
  );
}
