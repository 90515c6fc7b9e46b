import { useRef } from 'react';
import { Field } from '../../ui/Field.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { SwatchPicker } from '../../ui/SwatchPicker.tsx';
import type { SwatchName } from '../../ui/swatches.ts';
import { TextArea } from '../../ui/TextArea.tsx';
import type { GalleryPage } from '../gallery-page.ts';
import { Held } from '../Held.tsx';

function Password({ error = null }: { readonly error?: string | null }) {
  const input = useRef<HTMLInputElement>(null);
  return <PasswordField label="Password" inputRef={input} hint="Kept nowhere." error={error} />;
}

export const inputPages: readonly GalleryPage[] = [
  {
    name: 'Field',
    specimens: [
      {
        state: 'With a hint',
        shown: (
          <Held initial="prod-eu-1">
            {(value, set) => <Field label="Name" value={value} onChange={set} hint="What you call it." />}
          </Held>
        ),
      },
      {
        state: 'Empty',
        shown: (
          <Held initial="">
            {(value, set) => <Field label="Prefix" value={value} onChange={set} placeholder="/app/" isMono />}
          </Held>
        ),
      },
      {
        state: 'Wrong',
        shown: (
          <Held initial="10.0.4.12:port">
            {(value, set) => (
              <Field
                label="Endpoint"
                value={value}
                onChange={set}
                error="The port is a number up to 65535."
                isRequired
              />
            )}
          </Held>
        ),
      },
      { state: 'Disabled', shown: <Field label="User" value="root" onChange={() => undefined} isDisabled /> },
    ],
  },
  {
    name: 'PasswordField',
    specimens: [
      { state: 'With a hint', shown: <Password /> },
      { state: 'Wrong', shown: <Password error="The two are not the same." /> },
    ],
  },
  {
    name: 'TextArea',
    specimens: [
      {
        state: 'With a hint',
        shown: (
          <Held initial={'one line\nand another'}>
            {(value, set) => <TextArea label="Value" value={value} rows={4} onChange={set} hint="Saved as it is." />}
          </Held>
        ),
      },
    ],
  },
  {
    name: 'SwatchPicker',
    specimens: [
      {
        state: 'One chosen',
        shown: (
          <Held<SwatchName | null> initial="teal">
            {(value, set) => <SwatchPicker label="Colour" value={value} onChange={set} />}
          </Held>
        ),
      },
    ],
  },
];
