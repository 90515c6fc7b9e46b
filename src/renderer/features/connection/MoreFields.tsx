import { Field } from '../../ui/Field.tsx';
import type { ConnectionForm } from './connection-form.ts';
import { FormFold } from './FormFold.tsx';
import { TagField } from './TagField.tsx';
import type { ConnectionFormState } from './use-connection-form.ts';

/** What makes a connection easier to find and to use, and that none needs. */
export function MoreFields({ state }: { readonly state: ConnectionFormState }) {
  const { form } = state;
  const set = (changes: Partial<ConnectionForm>): void => state.change((before) => ({ ...before, ...changes }));
  return (
    <FormFold
      title="Tags and keys"
      summary="words to find it by, the prefix to begin with"
      isNeeded={form.tags.length > 0 || form.prefix !== ''}
    >
      <TagField tags={form.tags} onChange={(tags) => set({ tags })} />
      <Field
        label="Key prefix"
        value={form.prefix}
        isMono
        placeholder="For example /app/"
        hint="Keys begins with it. Empty: all keys."
        onChange={(prefix) => set({ prefix })}
      />
    </FormFold>
  );
}
