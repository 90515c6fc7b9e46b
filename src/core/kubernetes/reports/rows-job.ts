import type { ReportFigure, ReportRow } from '../../../contract/kubernetes-reports.ts';
import { type PackedEntries, unpackEntries } from '../../sources/packed-entries.ts';
import { coverAnswer } from '../../values/secrets/cover-answer.ts';
import type { StartJob } from '../../work/job.ts';
import { brief, isNamed } from './brief.ts';
import { encryptionOf } from './encryption.ts';
import { keptRelease } from './helm.ts';
import { type ReportEntry, reportEntry, reported } from './report-entry.ts';

/** Which objects to return. */
export interface RowsParams {
  readonly registry: Uint8Array;
  readonly figure: ReportFigure;
}

/** Returns, for each part, the objects that a figure counts, as far as they can be named, in key order. */
export const startRows: StartJob<RowsParams, PackedEntries, readonly ReportRow[], void> = ({ registry, figure }) => ({
  take(part) {
    const rows: ReportRow[] = [];
    for (const packed of unpackEntries(part)) {
      const entry = reportEntry(registry, packed);
      if (entry !== null && isNamed(entry.key) && isCounted(entry, figure)) rows.push(toRow(entry));
    }
    return coverAnswer(rows);
  },
  finish: () => undefined,
});

/** Compares as the report counted: texts that it shortened are compared shortened. */
function isCounted(entry: ReportEntry, figure: ReportFigure): boolean {
  const { place, head } = entry;
  if (figure.kind === 'helmRelease') {
    const kept = keptRelease(place);
    return kept !== null && kept.namespace === figure.namespace && kept.name === figure.name;
  }
  if (brief(entry.resource) !== figure.resource) return false;
  switch (figure.kind) {
    case 'resource':
      return true;
    case 'use':
      return (place.namespace && brief(place.namespace)) === figure.namespace;
    case 'storedVersion':
      return head !== null && brief(head.apiVersion) === figure.apiVersion && brief(head.kind) === figure.objectKind;
    case 'encryption': {
      const { provider, keyName } = encryptionOf(entry);
      return provider === figure.provider && keyName === figure.keyName;
    }
  }
}

function toRow(entry: ReportEntry): ReportRow {
  const { value, writes, head, lease } = entry;
  return {
    ...reported(entry),
    bytes: value.length,
    writes,
    managedFieldsBytes: head?.managedFieldsBytes ?? 0,
    lastAppliedBytes: head?.lastAppliedBytes ?? 0,
    apiVersion: head && brief(head.apiVersion),
    ...encryptionOf(entry),
    lease,
  };
}
