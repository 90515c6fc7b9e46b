import Button from '@mui/material/Button';
import { useState } from 'react';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { freeName, nameFault } from './new-member-name.ts';
import { EtcdChoice } from './starting/EtcdChoice.tsx';
import { useLab } from './use-lab.tsx';

interface StartAddedDialogProps {
  readonly peerURL: string;
  /** Of the members that run here. */
  readonly names: readonly string[];
  readonly onClose: () => void;
}

/** Starts the process of a member that the Cluster screen has added. */
export function StartAddedDialog({ peerURL, names, onClose }: StartAddedDialogProps) {
  const model = useLab();
  const [name, setName] = useState(() => freeName(names));
  const [etcd, setEtcd] = useState('');
  const fault = nameFault(name, names);
  const start = (): void => {
    if (fault !== null) return;
    onClose();
    void model.act({ kind: 'startAdded', peerURL, name, etcd: etcd.trim() || null });
  };
  return (
    <DialogFrame
      isOpen
      title="Start its process"
      description={`The member at ${peerURL} joins as it was added.`}
      onClose={onClose}
      onSubmit={start}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={fault !== null}>
            Start
          </Button>
        </>
      }
    >
      <Field label="Name" value={name} onChange={setName} error={fault} isRequired hasFocus />
      <EtcdChoice label="etcd" value={etcd} onChange={setEtcd} />
    </DialogFrame>
  );
}
