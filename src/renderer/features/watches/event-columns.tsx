import type { KeyEntry } from '../../../contract/keys.ts';
import type { WatchEvent } from '../../../contract/watches.ts';
import { escapeBytes, utf8Of } from '../../ui/byte-text.ts';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';
import type { TableColumn } from '../../ui/table-model.ts';
import type { LogRow } from './event-log.ts';
import { keyOf, revisionOf } from './watch-event.ts';

const previewLength = 240;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells bytes from text.
const control = /[\u0000-\u0008\u000e-\u001f]/;

/** The beginning of a value as it came, in one line: reading every one of them would cost more than a look is worth. */
function preview({ value, bytes }: KeyEntry): string {
  const head = new TextDecoder().decode(value.subarray(0, previewLength * 4)).slice(0, previewLength);
  if (control.test(head) || utf8Of(value) === null) return `${formatBytes(bytes)}, not text`;
  return head.replaceAll(/\s+/g, ' ').trim();
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
    valueOf: (row) => of(row, (event) => (event.type === 'put' ? preview(event.entry) : '')),
  },
];
