import { formatCount } from '../../ui/format.ts';
import type { TableColumn } from '../../ui/table-model.ts';
import { color, font } from '../../ui/tokens.ts';
import { holderOf } from './holder-words.ts';
import { LeaseTime } from './LeaseTime.tsx';
import type { LeaseRow } from './lease-rows.ts';
import { grantedWords } from './ttl-words.ts';

const aliveOf = ({ known }: LeaseRow) => (known?.state.kind === 'alive' ? known.state : null);

/** The columns of the list; `isKept` tells the leases that this window keeps alive. */
export const leaseColumns = (isKept: (row: LeaseRow) => boolean): readonly TableColumn<LeaseRow>[] => [
  { id: 'id', title: 'Lease', width: 168, isMono: true, valueOf: ({ id }) => id },
  {
    id: 'left',
    title: 'Remaining',
    width: 108,
    align: 'end',
    // Since the last answer all have lost as much.
    valueOf: ({ known }) => (known?.state.kind === 'alive' ? known.cameAt / 1_000 + known.state.ttl : null),
    render: ({ known }) => <LeaseTime known={known} />,
  },
  {
    id: 'granted',
    title: 'Granted',
    width: 92,
    align: 'end',
    valueOf: (row) => aliveOf(row)?.grantedTTL ?? null,
    render: (row) => {
      const alive = aliveOf(row);
      return alive === null ? null : grantedWords(alive.grantedTTL);
    },
  },
  {
    id: 'keys',
    title: 'Keys',
    width: 76,
    align: 'end',
    valueOf: (row) => aliveOf(row)?.keyCount ?? null,
    render: (row) => {
      const alive = aliveOf(row);
      if (alive === null) return null;
      return alive.keyCount === null ? (
        <span title="You may not read every attached key, or there are too many to list.">not told</span>
      ) : (
        formatCount(alive.keyCount)
      );
    },
  },
  {
    id: 'holder',
    title: 'Attached',
    width: 260,
    valueOf: (row) => {
      const alive = aliveOf(row);
      return alive === null ? null : (holderOf(alive)?.text ?? null);
    },
    render: (row) => {
      const alive = aliveOf(row);
      const holder = alive === null ? null : holderOf(alive);
      const rest = (alive?.keyCount ?? 1) - 1;
      return (
        <>
          {isKept(row) ? <b>Kept alive here{holder === null ? '' : ' · '}</b> : null}
          {holder === null ? (
            alive?.keyCount === 0 && !isKept(row) ? (
              <span style={{ color: color.muted }}>no key</span>
            ) : null
          ) : (
            <>
              <span style={holder.isKey ? { fontFamily: font.mono, fontSize: '0.75rem' } : undefined}>
                {holder.text}
              </span>
              {holder.isKey && rest > 0 ? (
                <span style={{ color: color.muted }}>{` and ${formatCount(rest)} more`}</span>
              ) : null}
            </>
          )}
        </>
      );
    },
  },
];
