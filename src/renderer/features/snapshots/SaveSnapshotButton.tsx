import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useRestoreFile } from '../../parts/use-restore-file.ts';
import { useCommands } from '../../state/commands.ts';
import { useConnection } from '../../state/connection.tsx';
import { goTo } from '../../state/route.ts';
import { ChevronDownIcon, ImportIcon, SnapshotIcon } from '../../ui/icons.tsx';
import { useSaveSnapshot } from './use-save-snapshot.ts';

/** Saves a snapshot with one click, from every screen. */
export function SaveSnapshotButton() {
  const { id } = useConnection();
  const { save, saveAs, isSaving } = useSaveSnapshot();
  const restoreFile = useRestoreFile();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useCommands([
    {
      id: 'snapshots.save',
      title: 'Save snapshot',
      group: 'Snapshots',
      keywords: 'backup',
      icon: <SnapshotIcon />,
      run: () => isSaving || save(),
    },
    {
      id: 'snapshots.saveAs',
      title: 'Save snapshot as…',
      group: 'Snapshots',
      keywords: 'backup file',
      icon: <SnapshotIcon />,
      run: () => isSaving || saveAs(),
    },
    {
      id: 'snapshots.restore',
      title: 'Restore a snapshot file…',
      group: 'Snapshots',
      keywords: 'backup recover etcdutl',
      icon: <ImportIcon />,
      run: restoreFile,
    },
  ]);
  const choose = (run: () => void): void => {
    setAnchor(null);
    run();
  };
  return (
    <Box sx={{ display: 'flex', gap: '1px' }}>
      <Button
        variant="contained"
        disabled={isSaving}
        onClick={save}
        sx={{ minWidth: 118, borderTopRightRadius: 0, borderBottomRightRadius: 0 }}
      >
        {isSaving ? 'Saving…' : 'Save snapshot'}
      </Button>
      <Button
        variant="contained"
        aria-label="More about snapshots"
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ px: '6px', borderTopLeftRadius: 0, borderBottomLeftRadius: 0 }}
      >
        <ChevronDownIcon size={14} />
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        <MenuItem disabled={isSaving} onClick={() => choose(saveAs)}>
          Save as…
        </MenuItem>
        <MenuItem
          onClick={() => choose(() => goTo({ screen: 'workbench', connection: id, place: 'snapshots', focus: null }))}
        >
          Show the snapshots
        </MenuItem>
      </Menu>
    </Box>
  );
}
