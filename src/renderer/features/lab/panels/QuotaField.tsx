import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { LabMember } from '../../../../contract/lab.ts';
import { Field } from '../../../ui/Field.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { useCanAct, useLab } from '../use-lab.tsx';

const mebibyte = 1024 * 1024;

/** The quota of a member's database: small enough, and a few writes bring its NOSPACE alarm. */
export function QuotaField({ member }: { readonly member: LabMember }) {
  const model = useLab();
  const canAct = useCanAct();
  const [text, setText] = useState('');
  const size = Number(text);
  const isFit = text.trim() !== '' && Number.isFinite(size) && size > 0;
  const set = (bytes: number | null): void => void model.act({ kind: 'quota', member: member.name, bytes });
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 1 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Field
          label={`Quota of its database in MiB, now ${member.quota === null ? 'etcd’s own' : formatBytes(member.quota)}`}
          value={text}
          onChange={setText}
          placeholder="4"
          error={text.trim() === '' || isFit ? null : 'It has to be a number above 0.'}
        />
      </Box>
      <Button disabled={!canAct || !isFit} onClick={() => set(Math.round(size * mebibyte))}>
        Set quota
      </Button>
      {member.quota === null ? null : (
        <Button disabled={!canAct} onClick={() => set(null)}>
          Take it away
        </Button>
      )}
    </Box>
  );
}
