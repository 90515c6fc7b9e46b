import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import type { LabEvent } from '../../../../contract/lab/events.ts';
import { copyText } from '../../../parts/copy-text.ts';
import { Choice } from '../../../parts/forms/Choice.tsx';
import { useStorePart } from '../../../state/store.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { download } from '../../../ui/download.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatCount, plural } from '../../../ui/format.ts';
import { StatusDot } from '../../../ui/StatusChip.tsx';
import { nothingSelected, type TableColumn, type TableSelection } from '../../../ui/table-model.ts';
import { color } from '../../../ui/tokens.ts';
import { formatMilliseconds } from '../clock-words.ts';
import { eventKindWords, eventTones, eventWords, memberOf } from '../lab-words.ts';
import { useLab } from '../use-lab.tsx';
import { useShownEvents } from './use-shown-events.ts';

const columns: readonly TableColumn<LabEvent>[] = [
  {
    ...{ id: 'at', title: 'Time', width: 124, isMono: true },
    valueOf: ({ at }) => at,
    render: ({ at }) => formatMilliseconds(at),
  },
  {
    ...{ id: 'what', title: 'What', width: 300 },
    valueOf: eventWords,
    render: (event) => (
      <>
        <StatusDot tone={eventTones[event.kind]} /> {eventWords(event)}
      </>
    ),
  },
  {
    ...{ id: 'text', title: 'Line', width: 90, isMono: true },
    valueOf: (event) => (event.kind === 'raft' ? event.text : null),
  },
];

const keyOf = ({ seq }: LabEvent): string => String(seq);

/** Each event as a line of JSON, the oldest first. */
export const asNdjson = (events: readonly LabEvent[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');

/** What was observed and what was done, the newest first. */
export function EventsPanel() {
  const model = useLab();
  const events = useShownEvents();
  const [member, setMember] = useState('');
  const [kind, setKind] = useState('');
  const [selection, setSelection] = useState<TableSelection>(nothingSelected);
  const names = useStorePart(model.view, ({ frame }) => frame?.members.map(({ name }) => name).join('\n') ?? '');
  const shown = useMemo(
    () =>
      events
        .filter((event) => (kind === '' || event.kind === kind) && (member === '' || memberOf(event) === member))
        .toReversed(),
    [events, kind, member],
  );
  const chosen = shown.filter(({ seq }) => selection.keys.has(String(seq)));
  const kinds = Object.entries(eventKindWords).map(([value, label]) => ({ value, label }));
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', gap: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: 1 }}>
        <Box sx={{ width: 118 }}>
          <Choice
            label="Member"
            value={member}
            choices={[{ value: '', label: 'All' }, ...names.split('\n').map((name) => ({ value: name, label: name }))]}
            onChange={setMember}
          />
        </Box>
        <Box sx={{ width: 118 }}>
          <Choice label="Kind" value={kind} choices={[{ value: '', label: 'All' }, ...kinds]} onChange={setKind} />
        </Box>
        <Box sx={{ flex: 1 }} />
        <Button
          disabled={shown.length === 0}
          onClick={() => copyText(asNdjson((chosen.length > 0 ? chosen : shown).toReversed()), 'events')}
        >
          {chosen.length > 0 ? `Copy ${formatCount(chosen.length)}` : 'Copy'}
        </Button>
        <Button
          disabled={shown.length === 0}
          onClick={() => download(asNdjson(shown.toReversed()), 'lab-events.ndjson')}
        >
          Export NDJSON
        </Button>
      </Box>
      <Box sx={{ flex: 1, minHeight: 160 }}>
        <DataTable
          label="Events"
          columns={columns}
          rows={shown}
          keyOf={keyOf}
          selection={selection}
          onSelection={setSelection}
          onOpen={({ at }) => model.showMoment(at)}
          isSortable={false}
          empty={
            <EmptyState title={events.length === 0 ? 'Nothing has happened yet' : 'No event is like that'}>
              {events.length === 0 ? 'Kill the leader, and see who takes its place.' : 'Show all members and kinds.'}
            </EmptyState>
          }
        />
      </Box>
      <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>
        {plural(shown.length, 'event')}. Enter on one shows the lab at its moment.
      </Box>
    </Box>
  );
}
