import Button from '@mui/material/Button';
import { useEffect, useRef, useState } from 'react';
import type { ConnectionProfile, ConnectionSecrets } from '../../../contract/connections.ts';
import type { Failure } from '../../../contract/failure.ts';
import { goTo } from '../../state/route.ts';
import { useHost } from '../../state/settings.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { describeFailure } from '../failure-words.ts';

export type SecretName = 'password' | 'passphrase';

interface SecretPromptProps {
  readonly profile: ConnectionProfile;
  readonly secret: SecretName;
  readonly failure: Failure;
  /** The answer is being tried. */
  readonly isBusy: boolean;
  readonly onSubmit: (secrets: ConnectionSecrets) => void;
}

/** Asks for the secret that opening needs and does not have. */
export function SecretPrompt({ profile, secret, failure, isBusy, onSubmit }: SecretPromptProps) {
  const host = useHost();
  const [value, setValue] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!isBusy) input.current?.focus();
  }, [isBusy]);
  const { title } = describeFailure(failure);
  const isAnswerWrong = failure.code === 'AuthFailed' || failure.code === 'PassphraseWrong';
  const label = secret === 'password' ? `Password of ${profile.user ?? 'the user'}` : 'Passphrase of the client key';
  const toStart = (): void => goTo({ screen: 'start' });
  return (
    <DialogFrame
      isOpen
      title={`Open ${profile.name}`}
      description={secret === 'password' ? 'This cluster asks for a password.' : profile.tls.keyFile}
      width={420}
      onClose={toStart}
      onSubmit={() => {
        if (value === '' || isBusy) return;
        setValue('');
        onSubmit(secret === 'password' ? { password: value } : { passphrase: value });
      }}
      actions={
        <>
          <Button onClick={toStart}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={value === '' || isBusy}>
            Connect
          </Button>
        </>
      }
    >
      <Field
        label={label}
        type="password"
        value={value}
        onChange={setValue}
        hasFocus
        inputRef={input}
        error={isAnswerWrong && value === '' && !isBusy ? title : null}
        hint={
          host.secrets === 'keychain'
            ? 'It is used for this session. To store it in the keychain, edit the connection.'
            : `It is kept in memory until etcdeck ends: ${host.secretsReason ?? 'this host has no keychain'}.`
        }
      />
    </DialogFrame>
  );
}
