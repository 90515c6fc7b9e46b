import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FileEntry, FilePurpose } from '../../../contract/files.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import type { PendingFileRequest } from '../../state/file-picker.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Field } from '../../ui/Field.tsx';
import { FolderUpIcon } from '../../ui/icons.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { color } from '../../ui/tokens.ts';
import { FileList } from './FileList.tsx';
import { joinPath, splitPath } from './path-text.ts';

interface Kind {
  /** The path that is chosen is of something that does not exist yet. */
  readonly isNew: boolean;
  /** `name` is `null` where the folder that is shown is chosen. */
  readonly words: { readonly name: string | null; readonly submit: string; readonly taken: string };
}

const kinds: Readonly<Record<FilePurpose, Kind>> = {
  open: { isNew: false, words: { name: 'File name', submit: 'Choose', taken: '' } },
  save: {
    isNew: true,
    words: {
      name: 'File name',
      submit: 'Save here',
      taken: 'This file exists. Choose another name: etcdeck never overwrites one.',
    },
  },
  folder: { isNew: false, words: { name: null, submit: 'Choose this folder', taken: '' } },
  newFolder: {
    isNew: true,
    words: {
      name: 'Name of the new folder',
      submit: 'Create here',
      taken: 'This name is taken. Choose another one: the folder must be a new one.',
    },
  },
};

/** Picks a path on the machine where core runs, where the host has no dialog of the system's. */
export function FilePicker({ request }: { readonly request: PendingFileRequest }) {
  const api = useApi();
  const { isNew, words } = kinds[request.purpose];
  const wantsFile = request.purpose === 'open' || request.purpose === 'save';
  const begin = request.suggested === null ? null : splitPath(request.suggested);
  const [folder, setFolder] = useState<string | null>(
    words.name === null ? request.suggested : (begin?.folder ?? null),
  );
  const [name, setName] = useState(words.name === null ? '' : (begin?.name ?? ''));
  const listing = useQuery({
    queryKey: ['files', folder],
    queryFn: ({ signal }) => api.files.list({ folder }, { signal }),
  });
  const here = listing.data?.folder ?? folder;
  const named = name === '' || here === null ? null : joinPath(here, name);
  const file = words.name === null ? (listing.data?.folder ?? null) : named;
  const taken = isNew && listing.data?.entries.some((entry) => entry.name === name);

  const choose = (entry: FileEntry): void => {
    if (entry.kind === 'file') {
      if (wantsFile) setName(entry.name);
    } else if (here !== null) goTo(joinPath(here, entry.name));
  };
  const goTo = (next: string): void => {
    setFolder(next);
    if (!isNew) setName('');
  };
  const cancel = (): void => request.answer(null);

  return (
    <DialogFrame
      isOpen
      title={request.title}
      width={640}
      onClose={cancel}
      onSubmit={() => {
        const entry = listing.data?.entries.find((one) => one.name === name);
        if (entry?.kind === 'folder' && wantsFile) choose(entry);
        else if (file !== null && !taken) request.answer(file);
      }}
      actions={
        <>
          <Button onClick={cancel}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={file === null || taken === true}>
            {words.submit}
          </Button>
        </>
      }
    >
      <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'flex-end' }}>
        <FolderField key={here} folder={here ?? ''} onGo={goTo} />
        <Tooltip title="Up one folder">
          <span>
            <IconButton
              aria-label="Up one folder"
              disabled={!listing.data?.parent}
              onClick={() => listing.data?.parent && goTo(listing.data.parent)}
            >
              <FolderUpIcon />
            </IconButton>
          </span>
        </Tooltip>
      </Box>
      <Box sx={{ height: 320, border: `1px solid ${color.line}`, borderRadius: '6px', overflow: 'auto' }}>
        {listing.isPending ? <LoadingRows label="Loading the folder" rows={12} /> : null}
        {listing.error === null ? null : (
          <FailureView failure={failureOf(listing.error)} onRetry={() => void listing.refetch()} />
        )}
        {listing.data?.entries.length === 0 ? <EmptyState title="This folder is empty" /> : null}
        {listing.data === undefined ? null : (
          <FileList
            entries={listing.data.entries}
            chosen={name}
            onChoose={choose}
            onOpen={(entry) =>
              entry.kind === 'folder'
                ? choose(entry)
                : here !== null && request.purpose === 'open' && request.answer(joinPath(here, entry.name))
            }
          />
        )}
      </Box>
      {words.name === null ? null : (
        <Field
          label={words.name}
          value={name}
          isMono
          hasFocus={isNew}
          onChange={setName}
          error={taken ? words.taken : null}
        />
      )}
    </DialogFrame>
  );
}

/** The folder shown, as text: Enter goes where it says. */
function FolderField({ folder, onGo }: { readonly folder: string; readonly onGo: (folder: string) => void }) {
  const [text, setText] = useState(folder);
  const go = (): void => {
    if (text !== '' && text !== folder) onGo(text);
  };
  return (
    <Box
      sx={{ flex: 1 }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        go();
      }}
    >
      <Field label="Folder" value={text} isMono onChange={setText} onBlur={go} />
    </Box>
  );
}
