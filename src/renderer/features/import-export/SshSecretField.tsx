import { useState } from 'react';
import type { ConnectionSecrets } from '../../../contract/connections/profile.ts';
import type { Failure } from '../../../contract/failure.ts';
import { Field } from '../../ui/Field.tsx';

interface SshSecretFieldProps {
  readonly failure: Failure | null;
  readonly secrets: ConnectionSecrets;
  readonly onChange: (secrets: ConnectionSecrets) => void;
}

const asks: Readonly<Record<string, 'sshPassword' | 'sshPassphrase'>> = {
  SshPasswordRequired: 'sshPassword',
  SshAuthFailed: 'sshPassword',
  SshPassphraseRequired: 'sshPassphrase',
  SshPassphraseWrong: 'sshPassphrase',
};

/** Asks for the secret that the SSH host wants, once it has said that it wants one. */
export function SshSecretField({ failure, secrets, onChange }: SshSecretFieldProps) {
  const [shown, setShown] = useState<'sshPassword' | 'sshPassphrase' | null>(null);
  const asked = failure === null ? undefined : asks[failure.code];
  if (asked !== undefined && asked !== shown) setShown(asked);
  if (shown === null) return null;
  return (
    <Field
      label={shown === 'sshPassword' ? 'SSH password' : 'Passphrase of the SSH key'}
      type="password"
      value={secrets[shown] ?? ''}
      onChange={(typed) => onChange({ ...secrets, [shown]: typed })}
    />
  );
}
