import Button from '@mui/material/Button';
import { useEffect, useRef, useState } from 'react';
import type { ConnectionProfile, ConnectionSecrets } from '../../../contract/connections/profile.ts';
import type { Failure } from '../../../contract/failure.ts';
import { isAnswerWrong, keptHint, type SecretName, secretWords } from '../../parts/connecting/secrets-asked.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { goTo } from '../../state/route.ts';
import { useHost } from '../../state/settings.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextArea } from '../../ui/TextArea.tsx';

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
  const { label, description } = secretWords(secret, profile);
  const error = isAnswerWrong(failure) && value === '' && !isBusy ? title : null;
  const toStart = (): void => goTo({ screen: 'start' });
  return (
    <DialogFrame
      isOpen
      title={`Open ${profile.name}`}
      description={description}
      width={secret === 'privateKey' ? 560 : 420}
      onClose={toStart}
      onSubmit={() => {
        if (value === '' || isBusy) return;
        setValue('');
        onSubmit({ [secret]: value });
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
      {secret === 'privateKey' ? (
        <TextArea label={label} rows={6} value={value} isSecret hasFocus hint={keptHint(host)} onChange={setValue} />
      ) : (
        <Field
          label={label}
          type="password"
          value={value}
          onChange={setValue}
          hasFocus
          inputRef={input}
          error={error}
          hint={keptHint(host)}
        />
      )}
    </DialogFrame>
  );
}
