import type { WatchEvent } from '../../../contract/watches.ts';
import { escapeBytes, utf8Of } from '../../ui/byte-text.ts';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';
import type { TableColumn } from '../../ui/table-model.ts';
import { readValue } from '../../ui/value-text.ts';
import type { LogRow } from './event-log.ts';

const previewLength = 240;

export const revisionOf = (event: WatchEvent): number =>
  event.type === 'put' ? event.entry.modRevision : event.modRevision;

export const keyOf = (event: WatchEvent): Uint8Array => (event.type === 'put' ? event.entry.key : event.key);

/** The beginning of a value, in one line. */
function preview(value: Uint8Array): string {
  const head = value.subarray(0, previewLength * 4);
  if (readValue(head).kind === 'bytes' && utf8Of(value) === null) return `${formatBytes(value.length)}, not text`;
  return new TextDecoder().decode(head).slice(0, previewLength).replaceAll(/\s+/g, ' ').trim();
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const of = <T,>(row: LogRow, read: (event: WatchEvent) => T): T | null =>
  row.kind === 'event' ? read(row.event) : null;

export const eventColumns: readonly TableColumn<LogRow>[] = [
  {
    id: 'revision',
    title: 'Revision',
    width: 104,
    align: 'end',
    isMono: true,
    valueOf: (row) => of(row, revisionOf),
    render: (row) => of(row, (event) => formatCount(revisionOf(event))),
  },
  { id: 'time', title: 'Received', width: 84, valueOf: (row) => clock.format(row.at) },
  {
    id: 'type',
    title: 'Type',
    width: 76,
    valueOf: (row) => of(row, (event) => event.type),
    render: (row) =>
      of(row, ({ type }) => (
        <span style={{ display: 'flex' }}>
          <StatusChip tone={type === 'put' ? 'ok' : 'bad'}>{type}</StatusChip>
        </span>
      )),
  },
  {
    id: 'key',
    title: 'Key',
    width: 340,
    isMono: true,
    valueOf: (row) => of(row, (event) => escapeBytes(keyOf(event)).text),
  },
  {
    id: 'value',
    title: 'Value',
    width: 260,
    isMono: true,
    valueOf: (row) => of(row, (event) => (event.type === 'put' ? preview(event.entry.value) : '')),
  },
];
