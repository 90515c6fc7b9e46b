import type { WatchEvent } from '../../../contract/watches.ts';
import { formatClock, formatCount } from '../../ui/format.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';
import type { TableColumn } from '../../ui/table-model.ts';
import { color } from '../../ui/tokens.ts';
import { EventValue, textPreview } from './EventValue.tsx';
import type { EventRow, LogRow } from './event-log.ts';
import { revisionOf } from './watch-event.ts';

const of = <T,>(row: LogRow, read: (row: EventRow) => T): T | null => (row.kind === 'event' ? read(row) : null);

const received = ({ at, isReplayed }: EventRow): string => (isReplayed ? 'earlier' : formatClock(at));

const isNew = (event: WatchEvent): boolean => event.type === 'put' && event.entry.version === 1;

export const eventColumns: readonly TableColumn<LogRow>[] = [
  {
    id: 'revision',
    title: 'Revision',
    width: 120,
    align: 'end',
    isMono: true,
    valueOf: (row) => of(row, ({ event }) => revisionOf(event)),
    render: (row) =>
      of(row, ({ event, place }) => (
        <span
          style={place === 0 ? undefined : { color: color.muted }}
          title={place === 0 ? undefined : `Change ${formatCount(place + 1)} of one transaction`}
        >
          {formatCount(revisionOf(event))}
          {/* The digits of a transaction's revision stand above each other. */}
          <span style={{ display: 'inline-block', minWidth: '4ch', textAlign: 'left', whiteSpace: 'pre' }}>
            {place === 0 ? '' : ` +${formatCount(place)}`}
          </span>
        </span>
      )),
  },
  {
    id: 'time',
    title: 'Received',
    width: 80,
    valueOf: (row) => of(row, received),
    render: (row) =>
      of(row, (one) =>
        one.isReplayed ? (
          <span style={{ color: color.muted }} title="Read again from history: it came before the page was reloaded">
            earlier
          </span>
        ) : (
          received(one)
        ),
      ),
  },
  {
    id: 'type',
    title: 'Type',
    width: 92,
    valueOf: (row) => of(row, ({ event }) => event.type),
    render: (row) =>
      of(row, ({ event }) => (
        <span style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
          <StatusChip tone={event.type === 'put' ? 'ok' : 'bad'}>{event.type}</StatusChip>
          {isNew(event) ? <span style={{ color: color.muted }}>new</span> : null}
        </span>
      )),
  },
  { id: 'key', title: 'Key', width: 250, isMono: true, valueOf: (row) => of(row, ({ name }) => name) },
  {
    id: 'value',
    title: 'Value',
    width: 250,
    isMono: true,
    valueOf: (row) => of(row, ({ event }) => (event.type === 'put' ? textPreview(event.entry) : '')),
    render: (row) => of(row, ({ event }) => <EventValue event={event} />),
  },
];
