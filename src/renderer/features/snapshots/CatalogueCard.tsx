import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import { type CataloguedSnapshot, namesCluster, type SnapshotCatalogue } from '../../../contract/snapshots.ts';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { SnapshotIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { SnapshotRow } from './SnapshotRow.tsx';
import { useAddFolder } from './use-folders.ts';
import { useSaveSnapshot } from './use-save-snapshot.ts';
import { useStores } from './use-stores.ts';

/** As many as are looked through before the older ones are asked for. */
const shownFirst = 30;

/** Every known snapshot, newest first, with what is known of it and what can be done with it. */
export function CatalogueCard({ catalogue }: { readonly catalogue: SnapshotCatalogue }) {
  const { snapshots, isCut } = catalogue;
  const ours = snapshots.filter(namesCluster);
  const others = snapshots.filter((snapshot) => !namesCluster(snapshot));
  if (snapshots.length === 0) return <NoSnapshots />;
  return (
    <>
      {ours.length === 0 ? null : <Files title="Snapshots" snapshots={ours} isCut={isCut} />}
      {others.length === 0 ? null : (
        <Files title="Files of clusters that are not known" snapshots={others} isCut={isCut} />
      )}
    </>
  );
}

interface FilesProps {
  readonly title: string;
  readonly snapshots: readonly CataloguedSnapshot[];
  readonly isCut: boolean;
}

function Files({ title, snapshots, isCut }: FilesProps) {
  const [isWhole, setWhole] = useState(false);
  const stores = useStores().data ?? [];
  const shown = isWhole ? snapshots : snapshots.slice(0, shownFirst);
  const more = snapshots.length - shown.length;
  return (
    <Card title={title} end={isCut ? `the newest ${formatCount(snapshots.length)}` : plural(snapshots.length, 'file')}>
      <Box role="group" aria-label={title} tabIndex={0} sx={{ overflowX: 'auto' }}>
        <Table
          aria-label={title}
          sx={{
            minWidth: 560,
            '& th, & td': { px: '6px', fontVariantNumeric: 'tabular-nums' },
            '& th:first-of-type': { pl: 0 },
            '& td:last-of-type': { pr: 0 },
            '& thead th': { whiteSpace: 'nowrap' },
            '& tbody tr:last-of-type > *': { borderBottom: 0 },
          }}
        >
          <TableHead>
            <TableRow>
              <TableCell>File</TableCell>
              <TableCell>Saved</TableCell>
              <TableCell>Revisions</TableCell>
              <TableCell>Proof</TableCell>
              <TableCell>
                <VisuallyHidden>Actions</VisuallyHidden>
              </TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {shown.map((snapshot) => (
              <SnapshotRow key={snapshot.file} snapshot={snapshot} stores={stores} />
            ))}
          </TableBody>
        </Table>
      </Box>
      {more === 0 ? null : (
        <Button sx={{ mt: 1 }} onClick={() => setWhole(true)}>
          Show {formatCount(more)} older
        </Button>
      )}
      {isCut ? <Box sx={{ color: color.muted, mt: 1 }}>There are older ones, which are not listed.</Box> : null}
    </Card>
  );
}

function NoSnapshots() {
  const { save, isSaving } = useSaveSnapshot();
  const { add, isAdding } = useAddFolder();
  return (
    <Card title="Snapshots">
      <EmptyState
        icon={<SnapshotIcon size={28} />}
        title="Save the first one"
        width={460}
        actions={
          <>
            <Button variant="contained" disabled={isSaving} onClick={save}>
              {isSaving ? 'Saving…' : 'Save a snapshot'}
            </Button>
            <Button disabled={isAdding} onClick={add}>
              Add a folder of snapshots…
            </Button>
          </>
        }
      >
        It is received from one member, checked whole, and listed here. Snapshots that other tools saved are found in
        the folders that you add.
      </EmptyState>
    </Card>
  );
}
