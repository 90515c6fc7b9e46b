import { formatWhole } from '../../ui/format.ts';
import { color } from '../../ui/tokens.ts';
import { useNow } from '../../ui/use-now.ts';
import { isExpiring, type KnownLease, leftMs } from './lease-rows.ts';
import { leftWords } from './ttl-words.ts';

/** What is left of a lease, counted down from the last answer: more where a client has renewed it since. */
export function LeaseTime({ known }: { readonly known: KnownLease | null }) {
  const now = useNow(1_000);
  const left = leftMs(known, now);
  if (known === null) return <span style={{ color: color.muted }}>…</span>;
  if (left === null) {
    const { state } = known;
    return (
      <span style={{ color: color.muted }} title={state.kind === 'unknown' ? state.failure.message : undefined}>
        {state.kind === 'gone' ? 'gone' : 'not known'}
      </span>
    );
  }
  const ago = formatWhole(Math.floor, Math.max(0, now - known.cameAt));
  return (
    <span
      title={`Counted down from what was answered ${ago} ago`}
      style={isExpiring(known, now) ? { color: color.bad, fontWeight: 550 } : undefined}
    >
      {leftWords(left)}
    </span>
  );
}
