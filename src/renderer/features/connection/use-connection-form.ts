import { useMemo, useState } from 'react';
import { type ConnectionForm, type FormPlace, problemsOf } from './connection-form.ts';

/** The form's state. A problem is shown once its place was left, or once the operator wanted to go on. */
export interface ConnectionFormState {
  readonly form: ConnectionForm;
  readonly isDirty: boolean;
  readonly change: (change: (form: ConnectionForm) => ConnectionForm) => void;
  readonly leave: (place: FormPlace) => void;
  readonly problemAt: (place: FormPlace) => string | null;
  /** Shows every problem; true where there is none. */
  readonly check: () => boolean;
}

export function useConnectionForm(initial: ConnectionForm): ConnectionFormState {
  const [form, setForm] = useState(initial);
  const [left, setLeft] = useState<ReadonlySet<FormPlace>>(new Set());
  const [isChecked, setChecked] = useState(false);
  const problems = useMemo(() => problemsOf(form), [form]);
  return {
    form,
    isDirty: form !== initial,
    change: setForm,
    leave: (place) => setLeft((before) => new Set(before).add(place)),
    problemAt: (place) => (isChecked || left.has(place) ? (problems.get(place) ?? null) : null),
    check: () => {
      setChecked(true);
      return problems.size === 0;
    },
  };
}
