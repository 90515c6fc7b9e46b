import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useCommands } from '../state/commands.ts';
import { fileName } from '../state/recent-files.ts';
import { goTo } from '../state/route.ts';
import type { FilePlace } from '../state/screens.ts';
import { formatMoment } from '../ui/format.ts';
import { CloseIcon, LogoIcon } from '../ui/icons.tsx';
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
  readonly file: string;
  /** When its data was, in milliseconds since 1970; `null`: it does not tell. */
  readonly dataTime: number | null;
}) {
  const { place, file, dataTime } = props;
  useSourceCommands(fileEntries);
  useCommands([{ id: 'file.close', title: 'Close the file', group: 'File', icon: <CloseIcon />, run: close }]);
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
            title={file}
            sx={{ minWidth: 60, overflow: 'hidden', textOverflow: 'ellipsis', fontWeight: 600 }}
          >
            {fileName(file)}
          </Box>
          <StatusChip tone="neutral">read-only</StatusChip>
          <Box sx={{ color: color.muted, overflow: 'hidden', textOverflow: 'ellipsis' }}>
            {dataTime === null ? 'of an unknown time' : `of ${formatMoment(dataTime)}`}
          </Box>
        </Box>
        <Box sx={{ flex: 1, display: 'flex', justifyContent: 'center', minWidth: 120 }}>
          <CommandField />
        </Box>
        <Button startIcon={<CloseIcon size={14} />} onClick={close} sx={{ flexShrink: 0 }}>
          Close
        </Button>
      </TopBar>
      <ScreenFrame entries={fileEntries} place={place} />
      <FileStatusBar />
    </Box>
  );
}
