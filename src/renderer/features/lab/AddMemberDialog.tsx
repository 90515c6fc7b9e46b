import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { mostLabMembers } from '../../../contract/lab.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { freeName, nameFault } from './new-member-name.ts';
import { EtcdChoice } from './starting/EtcdChoice.tsx';
import { useLab } from './use-lab.tsx';

/** Adds a member to the lab: it joins as a learner, catches up, and is promoted, unless it is to stay one. */
export function AddMemberDialog(props: { readonly names: readonly string[]; readonly onClose: () => void }) {
  const { names, onClose } = props;
  const model = useLab();
  const [name, setName] = useState(() => freeName(names));
  const [staysLearner, setStays] = useState(false);
  const [etcd, setEtcd] = useState('');
  const fault = nameFault(name, names);
  const isFull = names.length >= mostLabMembers;
  const add = (): void => {
    if (fault !== null || isFull) return;
    onClose();
    void model.act({ kind: staysLearner ? 'addLearner' : 'grow', name, etcd: etcd.trim() || null });
  };
  return (
    <DialogFrame
      isOpen
      title="Add a member"
      description={
        isFull ? `A lab has ${mostLabMembers} members at most.` : 'It joins as a learner, catches up, and gets a vote.'
      }
      onClose={onClose}
      onSubmit={add}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={fault !== null || isFull}>
            Add
          </Button>
        </>
      }
    >
      <Field label="Name" value={name} onChange={setName} error={fault} isRequired hasFocus />
      <FormControlLabel
        control={<Checkbox checked={staysLearner} onChange={(_, checked) => setStays(checked)} />}
        label="It stays a learner until it is promoted"
      />
      <EtcdChoice label="etcd" value={etcd} onChange={setEtcd} />
    </DialogFrame>
  );
}
