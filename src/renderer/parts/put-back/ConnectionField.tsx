import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { ConnectionId } from '../../../contract/ids.ts';
import { useConnections } from '../../state/connections.ts';
import { Notice } from '../../ui/Notice.tsx';

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
    <TextField
      select
      label="Into which connection"
      value={value ?? ''}
      onChange={({ target }) => {
        const chosen = saved.find(({ profile }) => profile.id === target.value);
        if (chosen !== undefined) onChange(chosen.profile.id);
      }}
      helperText="It is opened first, and the plan is shown there."
    >
      {saved.map(({ profile }) => (
        <MenuItem key={profile.id} value={profile.id}>
          {profile.environment === 'production' ? `${profile.name} (production)` : profile.name}
        </MenuItem>
      ))}
    </TextField>
  );
}
