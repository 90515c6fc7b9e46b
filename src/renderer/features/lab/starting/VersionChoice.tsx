import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { EtcdChoice } from './EtcdChoice.tsx';

/** Which etcd the members run: one for all, or each its own. Folders by member; the empty name stands for all. */
export function VersionChoice(props: {
  readonly names: readonly string[];
  readonly value: Readonly<Record<string, string>>;
  readonly onChange: (folders: Readonly<Record<string, string>>) => void;
}) {
  const { names, value, onChange } = props;
  const [isEach, setEach] = useState(false);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {isEach ? (
        <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))' }}>
          {names.map((name) => (
            <EtcdChoice
              key={name}
              label={`etcd of ${name}`}
              value={value[name] ?? ''}
              onChange={(folder) => onChange({ ...value, [name]: folder })}
            />
          ))}
        </Box>
      ) : (
        <EtcdChoice label="etcd" value={value[''] ?? ''} onChange={(folder) => onChange({ '': folder })} />
      )}
      {names.length < 2 ? null : (
        <FormControlLabel
          control={
            <Checkbox
              checked={isEach}
              onChange={(_, checked) => {
                setEach(checked);
                const all = value[''] ?? '';
                onChange(checked ? Object.fromEntries(names.map((name) => [name, all])) : {});
              }}
            />
          }
          label="Each member its own, for instance in the middle of an upgrade"
        />
      )}
    </Box>
  );
}
