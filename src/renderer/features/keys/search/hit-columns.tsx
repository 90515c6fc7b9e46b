import type { ReactNode } from 'react';
import type { KeySearchHit } from '../../../../contract/search.ts';
import { formatKnown } from '../../../parts/source/known-count.ts';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { formatBytes } from '../../../ui/format.ts';
import type { TableColumn } from '../../../ui/table-model.ts';
import { color, tint } from '../../../ui/tokens.ts';
import type { HitRow } from './key-search.ts';

const key: TableColumn<HitRow> = {
  id: 'key',
  title: 'Key',
  width: 260,
  isMono: true,
  valueOf: ({ meta }) => escapeBytes(meta.key).text,
};
const changed: TableColumn<HitRow> = {
  id: 'modRevision',
  title: 'Changed',
  width: 88,
  align: 'end',
  isMono: true,
  valueOf: ({ meta }) => meta.modRevision,
  render: ({ meta }) => formatKnown(meta.modRevision),
};
const size: TableColumn<HitRow> = {
  id: 'bytes',
  title: 'Size',
  width: 80,
  align: 'end',
  valueOf: ({ hit }) => hit.bytes,
  render: ({ hit }) => (hit.bytes === null ? '' : formatBytes(hit.bytes)),
};
const lease: TableColumn<HitRow> = {
  id: 'lease',
  title: 'Lease',
  width: 150,
  isMono: true,
  valueOf: ({ hit }) => hit.lease,
};
const match: TableColumn<HitRow> = {
  id: 'match',
  title: 'Match',
  width: 280,
  isMono: true,
  valueOf: ({ hit }) => hit.excerpt?.text ?? null,
  render: ({ hit }) => (hit.excerpt === null ? '' : <Excerpt excerpt={hit.excerpt} />),
};

/** The columns that tell something of these hits. */
export function hitColumns(rows: readonly HitRow[]): readonly TableColumn<HitRow>[] {
  return [
    key,
    ...(rows.some(({ hit }) => hit.excerpt !== null) ? [match] : []),
    ...(rows.some(({ hit }) => hit.lease !== null) ? [lease] : []),
    ...(rows.some(({ hit }) => hit.bytes !== null) ? [size] : []),
    changed,
  ];
}

const mostBefore = 16;

function Excerpt({ excerpt }: { readonly excerpt: NonNullable<KeySearchHit['excerpt']> }): ReactNode {
  const { text, from, to } = excerpt;
  // In a narrow column the beginning of a long line would be all that is seen of it.
  const start = from > mostBefore ? from - mostBefore : 0;
  return (
    <span title={text}>
      {start > 0 ? '…' : ''}
      {text.slice(start, from)}
      <mark style={{ color: 'inherit', backgroundColor: tint(color.warn, 30), borderRadius: 2 }}>
        {text.slice(from, to)}
      </mark>
      {text.slice(to)}
    </span>
  );
}
