import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import type { ObjectStore } from '../../../contract/object-stores.ts';
import { type CataloguedSnapshot, namesCluster } from '../../../contract/snapshots.ts';
import { fileName } from '../../state/recent-files.ts';
import { formatBytes, formatMoment, plural } from '../../ui/format.ts';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { SnapshotMenu } from './SnapshotMenu.tsx';
import { openSnapshot } from './snapshot-tasks.ts';
import { checkedWords, originWords, rehearsalWords, rehearsedOn, revisionWords, troubles } from './snapshot-words.ts';

const oneLine = { whiteSpace: 'nowrap' } as const;
/** As many characters of revisions as stand on one line. */
const longest = 15;
const small = { color: color.muted, fontSize: '0.75rem', lineHeight: '1.125rem' } as const;

/** A snapshot: where it is, when and of what it was saved, what proves it, and what can be done with it. */
export function SnapshotRow(props: { readonly snapshot: CataloguedSnapshot; readonly stores: readonly ObjectStore[] }) {
  const { snapshot, stores } = props;
  const { file, bytes, at, origin, etcdVersion, checked, rehearsed, copies, isThere } = snapshot;
  const verdict = checkedWords(snapshot);
  const isGone = isThere === false;
  const revisions = revisionWords(snapshot);
  const facts = [
    originWords[origin],
    namesCluster(snapshot) ? null : 'of a cluster that is not known',
    etcdVersion === null ? null : `etcd ${etcdVersion}`,
    checked?.liveKeys == null ? null : plural(checked.liveKeys, 'live key'),
    ...copies.map(
      ({ store }) => `copy in ${stores.find(({ id }) => id === store)?.name ?? 'a store that was removed'}`,
    ),
  ].filter((fact) => fact !== null);
  const wrong = troubles(snapshot);
  return (
    <TableRow sx={{ '& > .MuiTableCell-root': { py: '8px', verticalAlign: 'top' } }}>
      <TableCell component="th" scope="row" sx={{ width: '100%', maxWidth: 0, minWidth: 200 }}>
        <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere', color: isGone ? color.muted : color.text }}>
          {fileName(file)}
        </Box>
        <Box
          title={file}
          sx={{
            ...mono,
            fontSize: '0.6875rem',
            color: color.muted,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {folderOf(file)}
        </Box>
        <Box sx={small}>{facts.join(' · ')}</Box>
        {wrong.map((trouble) => (
          <Box
            key={trouble}
            sx={{
              ...small,
              color: isGone || verdict.tone === 'bad' ? color.bad : color.warn,
              overflowWrap: 'anywhere',
            }}
          >
            {trouble}
          </Box>
        ))}
      </TableCell>
      <TableCell sx={oneLine}>
        {namesCluster(snapshot) ? null : 'file of '}
        <RelativeTime at={at} />
        <Box sx={small}>{formatBytes(bytes)}</Box>
      </TableCell>
      <TableCell sx={{ ...oneLine, ...mono, lineHeight: '1.25rem' }}>
        {revisions === null ? (
          '–'
        ) : (
          // Long ones take two lines, so that the file's name has room.
          <Box sx={{ whiteSpace: 'pre' }}>
            {revisions.filter((text) => text !== '').join(revisions.join(' ').length > longest ? '\n' : ' ')}
          </Box>
        )}
      </TableCell>
      <TableCell sx={oneLine}>
        <Box sx={{ display: 'grid', gap: '4px', justifyItems: 'start' }}>
          {isGone ? (
            <StatusChip tone="bad">gone</StatusChip>
          ) : (
            <span title={checked === null ? undefined : `Read whole on ${formatMoment(checked.at)}`}>
              <StatusChip tone={verdict.tone}>{verdict.text}</StatusChip>
            </span>
          )}
          {rehearsed === null ? null : (
            <span title={rehearsedOn(rehearsed)}>
              <StatusChip tone={rehearsalWords(rehearsed).tone}>
                {rehearsalWords(rehearsed).text}
                {'\u00a0'}
                <RelativeTime at={rehearsed.at} />
              </StatusChip>
            </span>
          )}
        </Box>
      </TableCell>
      <TableCell sx={{ ...oneLine, width: 1 }}>
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', alignItems: 'center' }}>
          <Button aria-label={`Open ${fileName(file)}`} disabled={isGone} onClick={() => openSnapshot(file)}>
            Open
          </Button>
          <SnapshotMenu snapshot={snapshot} stores={stores} />
        </Box>
      </TableCell>
    </TableRow>
  );
}

/** The folder of a file, as it is written in its path. */
const folderOf = (file: string): string => file.slice(0, Math.max(0, file.length - fileName(file).length - 1)) || '/';
