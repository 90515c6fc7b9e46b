import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useState } from 'react';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import type { AccessActs } from './access-acts.ts';
import { handPassword } from './handed-password.ts';
import { PasswordFields, usePasswords } from './PasswordFields.tsx';

/** Why a name cannot be taken; `null`: it can, or nothing is typed yet. */
const faultOf = (name: string, taken: readonly string[], what: string): string | null =>
  taken.includes(name) ? `There is a ${what} of this name.` : null;

/** Asks for the name of a new role, then shows the plan. */
export function AddRoleDialog(props: {
  readonly taken: readonly string[];
  readonly onAdd: AccessActs['addRole'];
  readonly onClose: () => void;
}) {
  const { taken, onAdd, onClose } = props;
  const [name, setName] = useState('');
  const fault = faultOf(name, taken, 'role');
  const canAdd = name !== '' && fault === null;
  const add = (): void => {
    if (!canAdd) return;
    onClose();
    onAdd(name);
  };
  return (
    <DialogFrame
      isOpen
      title="Add a role"
      description="It permits nothing at first. Grant it permissions, then grant it to users."
      onClose={onClose}
      onSubmit={add}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!canAdd}>
            Show the plan
          </Button>
        </>
      }
    >
      <Field label="Name" value={name} onChange={setName} hasFocus error={fault} isMono />
    </DialogFrame>
  );
}

/** Asks for the name of a new user and how it logs in, then shows the plan. */
export function AddUserDialog(props: {
  readonly taken: readonly string[];
  /** What is in the field of the name at first. */
  readonly name?: string | undefined;
  readonly onAdd: AccessActs['addUser'];
  readonly onClose: () => void;
}) {
  const { taken, onAdd, onClose } = props;
  const [name, setName] = useState(props.name ?? '');
  const [by, setBy] = useState<'password' | 'certificate'>('password');
  const typed = usePasswords();
  const fault = faultOf(name, taken, 'user');
  const canAdd = name !== '' && fault === null && (by === 'certificate' || typed.fault === null);
  const add = (): void => {
    if (!canAdd) return;
    const password = by === 'certificate' ? null : handPassword(typed.take());
    onClose();
    onAdd(name, password);
  };
  return (
    <DialogFrame
      isOpen
      title="Add a user"
      description="It may do nothing at first: grant it roles afterwards."
      onClose={onClose}
      onSubmit={add}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!canAdd}>
            Show the plan
          </Button>
        </>
      }
    >
      <Field label="Name" value={name} onChange={setName} hasFocus error={fault} isMono />
      <RadioGroup
        aria-label="How it logs in"
        value={by}
        onChange={(_, chosen) => setBy(chosen === 'certificate' ? 'certificate' : 'password')}
      >
        <FormControlLabel value="password" control={<Radio size="small" />} label="With a password" />
        <FormControlLabel
          value="certificate"
          control={<Radio size="small" />}
          label="Without: by a client certificate whose common name is the user’s"
        />
      </RadioGroup>
      {by === 'password' ? <PasswordFields typed={typed} /> : null}
    </DialogFrame>
  );
}

/** Asks for a user's new password, then shows the plan. */
export function ChangePasswordDialog(props: {
  readonly user: string;
  readonly onChange: AccessActs['changePassword'];
  readonly onClose: () => void;
}) {
  const { user, onChange, onClose } = props;
  const typed = usePasswords();
  const change = (): void => {
    if (typed.fault !== null) return;
    const password = handPassword(typed.take());
    onClose();
    onChange(user, password);
  };
  return (
    <DialogFrame
      isOpen
      title={`Change the password of ${user}`}
      description="Whoever logs in as this user needs the new one from then on."
      onClose={onClose}
      onSubmit={change}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={typed.fault !== null}>
            Show the plan
          </Button>
        </>
      }
    >
      <PasswordFields typed={typed} hasFocus />
    </DialogFrame>
  );
}
