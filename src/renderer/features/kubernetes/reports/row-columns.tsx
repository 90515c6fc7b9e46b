import type { ReportFigure, ReportRow } from '../../../../contract/kubernetes-reports.ts';
import type { TableColumn } from '../../../ui/table-model.ts';
import { count, size, text } from './cells.tsx';

const name = text<ReportRow>('name', 'Name', 260, (row) => row.name);
const namespace = text<ReportRow>('namespace', 'Namespace', 140, (row) => row.namespace);
const resource = text<ReportRow>('resource', 'Resource', 160, (row) => row.resource);
const bytes = size<ReportRow>('bytes', 'Bytes', (row) => row.bytes);
const writes = count<ReportRow>('writes', 'Writes', (row) => row.writes);
const apiVersion = text<ReportRow>('apiVersion', 'Stored as', 160, (row) => row.apiVersion);
const lease = text<ReportRow>('lease', 'Lease', 150, (row) => row.lease);
const encryption = [
  text<ReportRow>('provider', 'Provider', 110, (row) => row.provider ?? 'in clear'),
  text<ReportRow>('keyName', 'Key', 140, (row) => row.keyName),
];
const overhead = [
  size<ReportRow>('managedFields', 'managedFields', (row) => row.managedFieldsBytes),
  size<ReportRow>('lastApplied', 'last-applied', (row) => row.lastAppliedBytes),
];

/** Returns the columns that differ between a figure's objects. */
export function rowColumns(figure: ReportFigure): readonly TableColumn<ReportRow>[] {
  switch (figure.kind) {
    case 'use':
      return [name, namespace, bytes, writes, ...overhead, apiVersion];
    case 'resource':
      return [name, namespace, bytes, writes, lease];
    case 'storedVersion':
      return [name, namespace, apiVersion, bytes, writes];
    case 'encryption':
      return [name, namespace, ...encryption, bytes, writes];
    case 'helmRelease':
      return [name, namespace, resource, bytes, writes];
  }
}
