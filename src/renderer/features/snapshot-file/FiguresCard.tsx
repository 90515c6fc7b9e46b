import Box from '@mui/material/Box';
import type { SnapshotFigures, SnapshotReport } from '../../../contract/snapshot-report.ts';
import { Card } from '../../ui/Card.tsx';
import { type Fact, FactList } from '../../ui/FactList.tsx';
import { formatBytes, formatCount, plural } from '../../ui/format.ts';
import { color } from '../../ui/tokens.ts';
import { Copied } from './Copied.tsx';

/** The figures of a snapshot, under the names that the tools give them. */
export function FiguresCard({ report }: { readonly report: SnapshotReport }) {
  const { figures, file, bytes, sha256 } = report;
  return (
    <Card title="Figures">
      <FactList
        facts={[
          ...(figures === null ? [] : storeFacts(figures)),
          { name: 'File', value: <Copied label="Copy path" text={file} /> },
          { name: 'Size', value: `${formatBytes(bytes)} (${formatCount(bytes)} B)` },
          { name: 'SHA-256 of the file', value: <Copied label="Copy SHA-256" text={sha256} /> },
          ...(figures === null ? [] : hashFacts(figures)),
        ]}
      />
      {figures === null ? (
        <Box sx={{ mt: 1, color: color.muted }}>The file is too damaged to be counted through.</Box>
      ) : null}
    </Card>
  );
}

function storeFacts(figures: SnapshotFigures): readonly Fact[] {
  const { revision, lastRevision, compactRevision, liveKeys, revisions, deletions } = figures;
  const oldest = Math.max(1, compactRevision);
  return [
    {
      name: 'Revision',
      value: (
        <Copied
          label="Copy revision"
          text={String(revision)}
          shown={formatCount(revision)}
          note={
            lastRevision === revision ? null : `snapshot status prints ${formatCount(lastRevision)}: its last record`
          }
        />
      ),
    },
    { name: 'History', value: `revisions ${formatCount(oldest)} to ${formatCount(revision)} can be read` },
    { name: 'Live keys', value: formatCount(liveKeys) },
    { name: 'Stored revisions', value: `${formatCount(revisions)}, ${plural(deletions, 'deletion')} among them` },
    {
      name: 'Total keys of status',
      value: `${formatCount(figures.totalRecords)} up to 3.5, ${formatCount(figures.totalLiveKeys)} from 3.6 on`,
    },
    {
      name: 'Database',
      value: `${formatBytes(figures.databaseBytes)} in pages of ${formatBytes(figures.pageSize)}`,
    },
  ];
}

function hashFacts({ hash, hashKV, revision }: SnapshotFigures): readonly Fact[] {
  const hex = hash.toString(16);
  return [
    {
      name: 'Hash of status',
      value: <Copied label="Copy hash" text={hex} note={`${hash} as JSON`} />,
    },
    {
      name: 'HashKV',
      value: (
        <Copied
          label="Copy HashKV"
          text={String(hashKV)}
          note={`what endpoint hashkv answers at revision ${formatCount(revision)}`}
        />
      ),
    },
  ];
}
