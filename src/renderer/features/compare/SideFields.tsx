import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormLabel from '@mui/material/FormLabel';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useId } from 'react';
import type { ConnectionProfile } from '../../../contract/connections/profile.ts';
import { Field } from '../../ui/Field.tsx';
import type { ReadSide, SideForm } from './compare-form.ts';

/** One side: which cluster, which keys, and when. */
export function SideFields(props: {
  readonly title: string;
  readonly form: SideForm;
  readonly connections: readonly ConnectionProfile[];
  readonly wrong: Extract<ReadSide, { ok: false }> | null;
  readonly onChange: (form: SideForm) => void;
}) {
  const { title, form, connections, wrong, onChange } = props;
  const id = useId();
  return (
    <Box
      component="fieldset"
      aria-label={title}
      sx={{
        border: 0,
        m: 0,
        p: 0,
        minWidth: 0,
        flex: '1 1 372px',
        display: 'grid',
        gridTemplateColumns: 'minmax(120px, 1fr) minmax(140px, 2fr) minmax(96px, 1fr)',
        gap: 1,
        alignItems: 'start',
      }}
    >
      <FormControl fullWidth>
        <FormLabel id={id} sx={{ mb: '4px' }}>
          {title}
        </FormLabel>
        <Select
          labelId={id}
          value={form.connection}
          onChange={(event) => {
            const chosen = connections.find((profile) => profile.id === event.target.value);
            if (chosen !== undefined) onChange({ ...form, connection: chosen.id });
          }}
        >
          {connections.map((profile) => (
            <MenuItem key={profile.id} value={profile.id}>
              {profile.name}
            </MenuItem>
          ))}
        </Select>
      </FormControl>
      <Field
        label="Prefix"
        isMono
        placeholder="every key"
        value={form.prefix}
        error={wrong?.field === 'prefix' ? wrong.text : null}
        onChange={(prefix) => onChange({ ...form, prefix })}
      />
      <Field
        label="Revision"
        isMono
        placeholder="now"
        value={form.revision}
        error={wrong?.field === 'revision' ? wrong.text : null}
        onChange={(revision) => onChange({ ...form, revision })}
      />
    </Box>
  );
}
