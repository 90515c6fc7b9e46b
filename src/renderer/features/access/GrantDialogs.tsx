import Button from '@mui/material/Button';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId, useState } from 'react';
import type { AccessRole, AccessUser } from '../../../contract/access.ts';
import { permissionWords } from '../../parts/access/access-words.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { AccessActs } from './access-acts.ts';
import { NamePicker } from './NamePicker.tsx';
import { RangeFields } from './RangeFields.tsx';
import { emptyRange, readRange } from './range-form.ts';

const kinds = ['read', 'readwrite', 'write'] as const;
type Kind = (typeof kinds)[number];
const kindWords: Readonly<Record<Kind, string>> = { read: 'Read', readwrite: 'Read and write', write: 'Write only' };

/** Asks which keys a role is to permit, then shows the plan. It says the permission in words first. */
export function GrantPermissionDialog(props: {
  readonly role: string;
  readonly onGrant: AccessActs['grantPermission'];
  readonly onClose: () => void;
}) {
  const { role, onGrant, onClose } = props;
  const id = useId();
  const [kind, setKind] = useState<Kind>('read');
  const [form, setForm] = useState(emptyRange);
  const read = readRange(form);
  const permission = read.ok
    ? { key: read.key, end: read.end, canRead: kind !== 'write', canWrite: kind !== 'read' }
    : null;
  const grant = (): void => {
    if (permission === null) return;
    onClose();
    onGrant(role, permission);
  };
  return (
    <DialogFrame
      isOpen
      title={`Grant ${role} a permission`}
      description="The plan shows who gains what before anything is changed."
      width={560}
      onClose={onClose}
      onSubmit={grant}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={permission === null}>
            Show the plan
          </Button>
        </>
      }
    >
      <FormControl>
        <FormLabel id={id}>May</FormLabel>
        <RadioGroup
          row
          aria-labelledby={id}
          value={kind}
          onChange={(_, chosen) => setKind(kinds.find((each) => each === chosen) ?? 'read')}
        >
          {kinds.map((each) => (
            <FormControlLabel key={each} value={each} control={<Radio size="small" />} label={kindWords[each]} />
          ))}
        </RadioGroup>
      </FormControl>
      <RangeFields form={form} onChange={setForm} hasFocus />
      {permission === null ? null : <span role="status">{`${permissionWords(permission)}.`}</span>}
    </DialogFrame>
  );
}

/** Asks which role a user is to get, then shows the plan. */
export function GrantRoleDialog(props: {
  readonly user: AccessUser;
  readonly roles: readonly AccessRole[];
  readonly onGrant: AccessActs['changeRoleOf'];
  readonly onClose: () => void;
}) {
  const { user, roles, onGrant, onClose } = props;
  const [role, setRole] = useState<string | null>(null);
  const open = roles.map(({ name }) => name).filter((name) => !user.roles.includes(name));
  const grant = (): void => {
    if (role === null) return;
    onClose();
    onGrant(user.name, role, 'grant');
  };
  return (
    <DialogFrame
      isOpen
      title={`Grant ${user.name} a role`}
      description="The plan shows what the user gains before anything is changed."
      onClose={onClose}
      onSubmit={grant}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={role === null}>
            Show the plan
          </Button>
        </>
      }
    >
      {open.length === 0 ? (
        <EmptyState title="There is no other role">Add a role first.</EmptyState>
      ) : (
        <NamePicker label="Role" names={open} value={role} onChange={setRole} hasFocus />
      )}
    </DialogFrame>
  );
}
