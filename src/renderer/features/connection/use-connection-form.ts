import { useMemo, useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import type { ConnectionForm } from './connection-form.ts';
import { type FormPlace, problemsOf } from './form-problems.ts';
import { type Told, toldAt, toldOf } from './form-told.ts';

/**
 * The form's state. A problem is shown once its place was left, or once the operator wanted to go on; what core said of
 * a field stands until the field is changed.
 */
export interface ConnectionFormState {
  readonly form: ConnectionForm;
  readonly change: (change: (form: ConnectionForm) => ConnectionForm) => void;
  readonly leave: (place: FormPlace) => void;
  readonly problemAt: (place: FormPlace) => string | null;
  /** Shows every problem; true where there is none. */
  readonly check: () => boolean;
  /** Shows at the fields of `tried` why it failed; no failure clears them. */
  readonly tell: (tried: ConnectionForm, failures: readonly Failure[]) => void;
}

export function useConnectionForm(initial: ConnectionForm): ConnectionFormState {
  const [form, setForm] = useState(initial);
  const [left, setLeft] = useState<ReadonlySet<FormPlace>>(new Set());
  const [isChecked, setChecked] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const problems = useMemo(() => problemsOf(form), [form]);
  const problemAt = (place: FormPlace): string | null => {
    const problem = isChecked || left.has(place) ? problems.get(place) : undefined;
    return problem ?? (told === null ? null : toldAt(told, form, place));
  };
  return {
    form,
    change: setForm,
    leave: (place) => setLeft((before) => new Set(before).add(place)),
    problemAt,
    check: () => {
      setChecked(true);
      return problems.size === 0;
    },
    tell: (tried, failures) => setTold(failures.length === 0 ? null : toldOf(tried, failures)),
  };
}
