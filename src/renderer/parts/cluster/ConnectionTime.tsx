import { useListedConnections } from '../../state/connections.ts';
import { type ConnectionLabel, nameAmong } from '../../state/shown-connection.ts';
import { formatClock, formatMoment } from '../../ui/format.ts';

/** The name of a connection, told apart from others of the same name. */
export function useNameOf(): (of: ConnectionLabel) => string {
  const listed = useListedConnections();
  return (of) =>
    nameAmong(
      of,
      listed.map(({ profile }) => profile),
    );
}

/** Of which connection something is, and since when: `prod · 14:03:22`. */
export function ConnectionTime({ of, at }: { readonly of: ConnectionLabel | null; readonly at: number }) {
  const nameOf = useNameOf();
  return (
    <>
      {of === null ? '' : `${nameOf(of)} · `}
      <time dateTime={new Date(at).toISOString()} title={formatMoment(at)}>
        {formatClock(at)}
      </time>
    </>
  );
}
