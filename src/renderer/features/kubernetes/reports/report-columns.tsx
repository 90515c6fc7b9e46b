import type {
  EncryptionUse,
  HelmRelease,
  RankedObject,
  ReportFinding,
  ResourceUse,
  StoredVersion,
} from '../../../../contract/kubernetes-reports.ts';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import type { TableColumn } from '../../../ui/table-model.ts';
import { count, type DrawFigure, size, text } from './cells.tsx';
import { findingWords } from './report-words.ts';

export const usageColumns = (draw: DrawFigure<ResourceUse>): readonly TableColumn<ResourceUse>[] => [
  text('resource', 'Resource', 240, (row) => row.resource),
  text('namespace', 'Namespace', 160, (row) => row.namespace),
  count('objects', 'Objects', (row) => row.objects, draw),
  size('bytes', 'Bytes', (row) => row.bytes, draw),
  count('writes', 'Writes', (row) => row.writes, draw),
  size('managedFields', 'managedFields', (row) => row.managedFieldsBytes, draw),
  size('lastApplied', 'last-applied', (row) => row.lastAppliedBytes, draw),
];

const object = [
  text<RankedObject | ReportFinding>('resource', 'Resource', 180, (row) => row.resource),
  text<RankedObject | ReportFinding>('namespace', 'Namespace', 130, (row) => row.namespace),
  text<RankedObject | ReportFinding>('name', 'Name', 240, (row) => row.name),
] as const;

export const largestColumns: readonly TableColumn<RankedObject>[] = [
  size('bytes', 'Bytes', (row) => row.amount),
  ...object,
];

export const busiestColumns: readonly TableColumn<RankedObject>[] = [
  count('writes', 'Writes', (row) => row.amount),
  ...object,
];

export const findingColumns: readonly TableColumn<ReportFinding>[] = [
  text('kind', 'Finding', 240, (row) => findingWords[row.kind].title),
  ...object,
  text('detail', 'What', 380, (row) => row.detail),
];

export const versionColumns = (draw: DrawFigure<StoredVersion>): readonly TableColumn<StoredVersion>[] => [
  text('apiVersion', 'Stored as', 260, (row) => row.apiVersion),
  text('kind', 'Kind', 190, (row) => row.kind),
  text('resource', 'Resource', 280, (row) => row.resource),
  count('objects', 'Objects', (row) => row.objects, draw),
  {
    id: 'removedIn',
    title: 'Gone in',
    width: 190,
    valueOf: (row) => row.removedIn,
    render: ({ removedIn }) =>
      removedIn === null ? null : <StatusChip tone="warn">{`gone in Kubernetes ${removedIn}`}</StatusChip>,
  },
];

export const encryptionColumns = (draw: DrawFigure<EncryptionUse>): readonly TableColumn<EncryptionUse>[] => [
  text('resource', 'Resource', 230, (row) => row.resource),
  {
    id: 'provider',
    title: 'Provider',
    width: 130,
    valueOf: (row) => row.provider ?? 'in clear',
    render: ({ provider, resource }) => (
      <StatusChip tone={provider !== null ? 'ok' : resource === 'secrets' ? 'bad' : 'neutral'}>
        {provider ?? 'in clear'}
      </StatusChip>
    ),
  },
  // Ahead of the key: the figure opens the objects, and has to be in sight in a narrow window.
  count('objects', 'Objects', (row) => row.objects, draw),
  text('keyName', 'Key', 220, (row) => row.keyName),
];

export const helmColumns = (draw: DrawFigure<HelmRelease>): readonly TableColumn<HelmRelease>[] => [
  text('name', 'Release', 220, (row) => row.name),
  text('namespace', 'Namespace', 160, (row) => row.namespace),
  text('status', 'Status', 120, (row) => row.status),
  count('latest', 'Latest', (row) => row.latest),
  count('revisions', 'Kept', (row) => row.revisions, draw),
  size('bytes', 'Bytes', (row) => row.bytes, draw),
];
