import type { ConnectionId } from '../../../contract/ids.ts';
import { useConnections } from '../../state/connections.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Choice } from '../forms/Choice.tsx';

/** Chooses the connection that keys of a file are written to. It is opened before the plan is shown. */
export function ConnectionField(props: {
  readonly value: ConnectionId | null;
  readonly onChange: (connection: ConnectionId) => void;
}) {
  const { value, onChange } = props;
  const saved = useConnections().data ?? [];
  if (saved.length === 0)
    return <Notice tone="info">No connection is saved: save one on the start screen first.</Notice>;
  return (
    <Choice
      label="Into which connection"
      value={value ?? ''}
      choices={saved.map(({ profile: { id, name, environment } }) => ({
        value: id,
        label: environment === 'production' ? `${name} (production)` : name,
      }))}
      onChange={(next) => {
        const chosen = saved.find(({ profile }) => profile.id === next);
        if (chosen !== undefined) onChange(chosen.profile.id);
      }}
      hint={
        value === null
          ? 'Choose one first: the plan is made and shown there.'
          : 'It is opened first, and the plan is shown there.'
      }
    />
  );
}
