import Button from '@mui/material/Button';
import { useState } from 'react';
import { longestTTL } from '../../../contract/plans.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { leftWords } from './ttl-words.ts';

const readTTL = (text: string): number | null => {
  const ttl = Number(text);
  return /^\d{1,10}$/.test(text.trim()) && ttl >= 1 && ttl <= longestTTL ? ttl : null;
};

/** Asks for how long a lease is to be granted, then shows the plan. */
export function GrantLeaseDialog(props: { readonly onGrant: (ttl: number) => void; readonly onClose: () => void }) {
  const [text, setText] = useState('60');
  const ttl = readTTL(text);
  const grant = (): void => {
    if (ttl === null) return;
    props.onClose();
    props.onGrant(ttl);
  };
  return (
    <DialogFrame
      isOpen
      title="Grant a lease"
      description="Keys can be attached to it. It ends, and its keys with it, once nobody has kept it alive for its TTL."
      onClose={props.onClose}
      onSubmit={grant}
      actions={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={ttl === null}>
            Show the plan
          </Button>
        </>
      }
    >
      <Field
        label="TTL in seconds"
        value={text}
        onChange={setText}
        hasFocus
        error={ttl === null ? 'A whole number of seconds, at least 1.' : null}
        hint={ttl === null || ttl < 60 ? undefined : leftWords(ttl * 1_000)}
      />
    </DialogFrame>
  );
}
