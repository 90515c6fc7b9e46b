import { Field } from '../../ui/Field.tsx';
import type { ConnectionFormState } from './use-connection-form.ts';

export function NameField({ state }: { readonly state: ConnectionFormState }) {
  return (
    <Field
      label="Name"
      isRequired
      value={state.form.name}
      placeholder="For example prod-eu-1"
      hasFocus={state.form.name === ''}
      onChange={(name) => state.change((form) => ({ ...form, name }))}
      onBlur={() => state.form.name !== '' && state.leave('name')}
      error={state.problemAt('name')}
    />
  );
}
