import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { useEffect } from 'react';
import type { FileKeys, SourceOrigin } from '../../contract/key-source.ts';
import { useSnapshotInside } from '../parts/snapshots/use-snapshot-inside.ts';
import { verdictChips, verdictWords } from '../parts/snapshots/verdict-words.ts';
import { labNamesOf, showLabFrom } from '../parts/start-lab.tsx';
import { type Command, useCommands } from '../state/commands.ts';
import { putBackInto } from '../state/put-back-into.ts';
import { fileName, useNoteFile } from '../state/recent-files.ts';
import { goTo } from '../state/route.ts';
import type { FilePlace } from '../state/screens.ts';
import { type SnapshotDialog, showSnapshotDialog } from '../state/snapshot-dialogs.ts';
import { useStore } from '../state/store.ts';
import { formatMoment } from '../ui/format.ts';
import { CloseIcon, ImportIcon, LabIcon, LogoIcon, PlayIcon } from '../ui/icons.tsx';
import { Notice } from '../ui/Notice.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { TopBar } from '../ui/TopBar.tsx';
import { color, size } from '../ui/tokens.ts';
import { CommandField } from './workbench/CommandField.tsx';
import { FileStatusBar } from './workbench/FileStatusBar.tsx';
import { fileEntries } from './workbench/places.tsx';
import { ScreenFrame } from './workbench/ScreenFrame.tsx';
import { useSourceCommands } from './workbench/use-source-commands.tsx';

const close = (): void => goTo({ screen: 'start' });

/** The frame that the screens of an opened file stand in: what there is without a cluster. */
export function FileWorkbench(props: {
  readonly place: FilePlace;
  readonly file: FileKeys;
  /** What it is, at its last revision. */
  readonly origin: SourceOrigin;
}) {
  const { file, origin } = props;
  const { dataTime } = origin;
  useNoted(file, origin);
  const entries = fileEntries[file.kind];
  // An address may name a screen that the other kind of file has.
  const place = entries.some((entry) => entry.place === props.place) ? props.place : 'keys';
  useSourceCommands(entries);
  const inside = useSnapshotInside().data?.inside;
  const isSnapshot = file.kind === 'snapshot';
  const show = (kind: SnapshotDialog['kind']): void => showSnapshotDialog({ kind, file: file.file, connection: null });
  useCommands([
    { id: 'file.close', title: 'Close the file', group: 'File', icon: <CloseIcon />, run: close },
    ...(isSnapshot ? snapshotCommands(show, () => showLabFrom(file.file, labNamesOf(inside?.members ?? []))) : []),
  ]);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      <TopBar isFlushLeft>
        <Box sx={{ width: size.rail, flexShrink: 0, display: 'grid', placeItems: 'center', color: color.accent }}>
          <LogoIcon size={22} />
        </Box>
        <Box
          component="section"
          aria-label="Opened file"
          sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0, flex: '0 1 auto', whiteSpace: 'nowrap' }}
        >
          <Box
            component="b"
            title={file.file}
            sx={{ minWidth: 60, overflow: 'hidden', textOverflow: 'ellipsis', fontWeight: 600 }}
          >
            {fileName(file.file)}
          </Box>
          <StatusChip tone="neutral">read-only</StatusChip>
          <Verdict file={file} />
          <Box sx={{ color: color.muted, overflow: 'hidden', textOverflow: 'ellipsis' }}>
            {dataTime === null ? 'of an unknown time' : `of ${formatMoment(dataTime)}`}
          </Box>
        </Box>
        <Box sx={{ flex: 1, display: 'flex', justifyContent: 'center', minWidth: 120 }}>
          <CommandField />
        </Box>
        {isSnapshot ? (
          <Button onClick={() => show('restore')} sx={{ flexShrink: 0 }}>
            Restore…
          </Button>
        ) : null}
        <Button startIcon={<CloseIcon size={14} />} onClick={close} sx={{ flexShrink: 0 }}>
          Close
        </Button>
      </TopBar>
      {place === 'snapshot' ? null : <DamageBand file={file} />}
      {place === 'keys' ? <PutBackBand file={file} /> : null}
      <ScreenFrame entries={entries} place={place} />
      <FileStatusBar />
    </Box>
  );
}

const snapshotCommands = (show: (kind: SnapshotDialog['kind']) => void, showLab: () => void): readonly Command[] => [
  {
    id: 'file.lab',
    title: 'Lab from this snapshot…',
    group: 'File',
    keywords: 'quorum rehearse copy members',
    icon: <LabIcon />,
    run: showLab,
  },
  {
    id: 'file.restore',
    title: 'Restore this snapshot…',
    group: 'File',
    icon: <ImportIcon />,
    run: () => show('restore'),
  },
  {
    id: 'file.rehearse',
    title: 'Rehearse this snapshot…',
    group: 'File',
    icon: <PlayIcon />,
    run: () => show('rehearse'),
  },
];

/** Puts the file among those opened last, with its revision: a snapshot says it of itself. */
function useNoted({ kind, file }: FileKeys, origin: SourceOrigin): void {
  const note = useNoteFile();
  const { data } = useSnapshotInside();
  const revision = kind === 'bundle' ? origin.revision : (data?.report.figures?.revision ?? null);
  useEffect(() => note.opened({ file, kind, revision }), [note, file, kind, revision]);
}

const showInside = ({ file }: FileKeys): void => goTo({ screen: 'file', file, place: 'snapshot', focus: null });

/** Whether the opened snapshot is whole, and the way to what that means. Nothing of exported keys. */
function Verdict({ file }: { readonly file: FileKeys }) {
  const { data } = useSnapshotInside();
  if (data === undefined) return null;
  const { tone, text } = verdictChips[data.report.integrity.verdict];
  return (
    <ButtonBase
      title="What is inside the snapshot"
      onClick={() => showInside(file)}
      sx={{ borderRadius: '9px', flexShrink: 0 }}
    >
      <StatusChip tone={tone}>{text}</StatusChip>
    </ButtonBase>
  );
}

/** Says what to do in a file that was opened to put keys of it back, and leads back to their cluster. */
function PutBackBand({ file }: { readonly file: FileKeys }) {
  const into = useStore(putBackInto);
  if (into?.file !== file.file) return null;
  const { connection, connectionName } = into;
  const back = (): void => goTo({ screen: 'workbench', connection, place: 'snapshots', focus: null });
  return (
    <Notice tone="info" actions={<Button onClick={back}>Back to {connectionName}</Button>}>
      Choose a key or a folder below, then “Put back…” in its menu, to write it into {connectionName}. A plan shows what
      would change first.
    </Notice>
  );
}

/** Says above every other screen that what it shows comes from a damaged file. */
function DamageBand({ file }: { readonly file: FileKeys }) {
  const { data } = useSnapshotInside();
  const integrity = data?.report.integrity;
  if (integrity?.verdict !== 'damaged') return null;
  const { title } = verdictWords(integrity);
  return (
    <Notice tone="bad" actions={<Button onClick={() => showInside(file)}>What is wrong</Button>}>
      {title} Keys may be missing, and values may not be what was written.
    </Notice>
  );
}
