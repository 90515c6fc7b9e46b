import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EtcdProgram } from '../../../../contract/programs.ts';
import { Choice } from '../../../parts/forms/Choice.tsx';
import { PathField } from '../../../parts/forms/PathField.tsx';
import { useApi } from '../../../state/api.tsx';

const none: readonly EtcdProgram[] = [];

/** The etcds on this machine that a member can run. */
function useLabPrograms(): readonly EtcdProgram[] {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['lab programs'],
    queryFn: ({ signal }) => api.lab.programs({}, { signal }),
  });
  return data ?? none;
}

/** The folder of a program, by its path. */
const folderOf = (binary: string): string =>
  binary.slice(0, Math.max(binary.lastIndexOf('/'), binary.lastIndexOf('\\'), 0));

const another = 'another';

/** An etcd for one member, or for all: one that is known, or that of a folder. Empty: the one that is found. */
export function EtcdChoice(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (folder: string) => void;
}) {
  const { label, value, onChange } = props;
  const programs = useLabPrograms();
  const isKnown = value === '' || programs.some(({ binary }) => folderOf(binary) === value);
  const [isTyped, setTyped] = useState(!isKnown);
  const typed = isTyped || !isKnown;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Choice
        label={label}
        value={typed ? another : value}
        choices={[
          { value: '', label: 'The etcd that is found' },
          ...programs.map(({ binary, version }) => ({
            value: folderOf(binary),
            label: `etcd ${version} · ${folderOf(binary)}`,
          })),
          { value: another, label: 'That of a folder…' },
        ]}
        onChange={(chosen) => {
          setTyped(chosen === another);
          onChange(chosen === another ? '' : chosen);
        }}
      />
      {typed ? (
        <PathField label={`Folder of etcd: ${label}`} purpose="folder" value={value} onChange={onChange} />
      ) : null}
    </Box>
  );
}
