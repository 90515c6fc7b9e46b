import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useConnection } from '../../state/connection.tsx';
import { useStore } from '../../state/store.ts';
import { Card } from '../../ui/Card.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { formatBytes, formatCount, formatDuration, plural } from '../../ui/format.ts';
import { SnapshotIcon } from '../../ui/icons.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { type SavedHere, savedSnapshots } from './saved-snapshots.ts';
import { useSaveSnapshot } from './use-save-snapshot.ts';

/** The snapshots that this window has saved of this cluster. */
export function SnapshotsScreen() {
  const { id } = useConnection();
  const saved = useStore(savedSnapshots).filter((each) => each.connection === id);
  const { save, saveAs, isSaving } = useSaveSnapshot();
  const actions = (
    <>
      <Button disabled={isSaving} onClick={saveAs}>
        Save as…
      </Button>
      <Button variant="contained" disabled={isSaving} onClick={save}>
        {isSaving ? 'Saving…' : 'Save a snapshot now'}
      </Button>
    </>
  );
  if (saved.length === 0) {
    return (
      <EmptyState icon={<SnapshotIcon size={28} />} title="No snapshot was saved in this window yet" actions={actions}>
        A snapshot is the whole database of one member in one file, its hash checked while it is received. Save one
        before you change anything.
      </EmptyState>
    );
  }
  return (
    <Box sx={{ p: '24px 32px 32px', maxWidth: 960, display: 'flex', flexDirection: 'column', gap: '18px' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Box sx={{ flex: 1 }}>
          <Typography variant="h1">Snapshots</Typography>
          <Box sx={{ color: color.muted }}>{plural(saved.length, 'snapshot')} saved in this window, newest first.</Box>
        </Box>
        {actions}
      </Box>
      {saved.map((each) => (
        <Snapshot key={`${each.snapshot.file} ${each.at}`} saved={each} />
      ))}
    </Box>
  );
}

function Snapshot({ saved: { snapshot, at } }: { readonly saved: SavedHere }) {
  const name = snapshot.file.split(/[\\/]/).at(-1) ?? snapshot.file;
  const copied = (value: string, label: string) => (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: '2px', maxWidth: '100%' }}>
      <Box component="span" sx={{ ...mono, overflowWrap: 'anywhere', minWidth: 0 }}>
        {value}
      </Box>
      <CopyButton label={label} text={value} />
    </Box>
  );
  return (
    <Card title={name} end={<RelativeTime at={at} />}>
      <FactList
        facts={[
          { name: 'File', value: copied(snapshot.file, 'Copy path') },
          { name: 'Size', value: `${formatBytes(snapshot.bytes)} (${formatCount(snapshot.bytes)} B)` },
          { name: 'SHA-256', value: copied(snapshot.sha256, 'Copy SHA-256') },
          { name: 'Revision', value: copied(String(snapshot.revision), 'Copy revision') },
          { name: 'Member', value: `${snapshot.member} at ${snapshot.endpoint}`, isMono: true },
          { name: 'Took', value: formatDuration(snapshot.durationMs) },
        ]}
      />
    </Card>
  );
}
