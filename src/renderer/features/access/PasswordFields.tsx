import { useRef, useState } from 'react';
import { PasswordField } from '../../ui/PasswordField.tsx';

type PasswordFault = 'empty' | 'different' | null;

/** Two inputs that hold a password, and what is wrong with it. What was typed is in the inputs alone. */
export function usePasswords() {
  const first = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<PasswordFault>('empty');
  const check = (): void => {
    const [one, other] = [first.current?.value ?? '', again.current?.value ?? ''];
    setFault(one === '' || other === '' ? 'empty' : one === other ? null : 'different');
  };
  /** Returns what was typed, and empties both. */
  const take = (): string => {
    const password = first.current?.value ?? '';
    for (const { current } of [first, again]) if (current !== null) current.value = '';
    return password;
  };
  return { first, again, fault, check, take };
}

/** A new password, typed twice. */
export function PasswordFields(props: {
  readonly typed: ReturnType<typeof usePasswords>;
  readonly label?: string;
  readonly hasFocus?: boolean;
}) {
  const { typed, label = 'Password', hasFocus = false } = props;
  return (
    <>
      <PasswordField
        label={label}
        inputRef={typed.first}
        hasFocus={hasFocus}
        onInput={typed.check}
        hint="Sent to the cluster when the plan is carried out, and kept nowhere here."
      />
      <PasswordField
        label={`${label} again`}
        inputRef={typed.again}
        onInput={typed.check}
        error={typed.fault === 'different' ? 'The two are not the same.' : null}
      />
    </>
  );
}
