import { useQuery } from '@tanstack/react-query';
import type { KeyEntry } from '../../../contract/keys.ts';
import type { WatchEvent } from '../../../contract/watches.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { useIsRested } from '../../state/use-rested.ts';
import { toHex, utf8Of } from '../../ui/byte-text.ts';
import { formatBytes } from '../../ui/format.ts';
import { summaryOf } from './event-summary.ts';
import { keyOf, revisionOf } from './watch-event.ts';

const previewLength = 240;
/** Of both values of an event: more is read when it is chosen. */
const mostBytes = 256 * 1024;
/** A row that stays shorter than this is not decoded. */
const stillAfterMs = 200;
const keptMs = 60_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells bytes from text.
const control = /[\u0000-\u0008\u000e-\u001f]/;

/** Returns the beginning of a value in one line; `null` where it is not text. */
export function textPreview({ value }: KeyEntry): string | null {
  const head = new TextDecoder().decode(value.subarray(0, previewLength * 4)).slice(0, previewLength);
  if (control.test(head) || utf8Of(value) === null) return null;
  return head.replaceAll(/\s+/g, ' ').trim();
}

/** The value of an event in a line: text as it begins, an object by its name and what has changed in it. */
export function EventValue({ event }: { readonly event: WatchEvent }) {
  const entry = event.type === 'put' ? event.entry : event.previous;
  if (entry === null) return null;
  const text = textPreview(entry);
  const plain = event.type === 'put' ? text : '';
  const isSmall = entry.value.length + (event.previous?.value.length ?? 0) <= mostBytes;
  const mayBeObject = text === null || text.startsWith('{');
  if (!mayBeObject || !isSmall) return plain ?? `${formatBytes(entry.bytes)}, not text`;
  return <ObjectValue event={event} entry={entry} plain={plain} />;
}

interface ObjectValueProps {
  readonly event: WatchEvent;
  readonly entry: KeyEntry;
  readonly plain: string | null;
}

function ObjectValue(props: ObjectValueProps) {
  const isStill = useIsRested(null, stillAfterMs);
  return isStill ? <Summary {...props} /> : (props.plain ?? formatBytes(props.entry.bytes));
}

function Summary({ event, entry, plain }: ObjectValueProps) {
  const api = useApi();
  const { id } = useConnection();
  const covered = [entry, event.previous].map((each) => each?.isMasked === true);
  const { data, isFetched } = useQuery({
    queryKey: ['event summary', id, toHex(keyOf(event)), revisionOf(event), covered],
    queryFn: ({ signal }) => summaryOf(api, id, event, signal),
    gcTime: keptMs,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data !== undefined && data !== null) return <span title={data}>{data}</span>;
  if (plain !== null) return plain;
  return isFetched ? `${formatBytes(entry.bytes)}, not text` : formatBytes(entry.bytes);
}
