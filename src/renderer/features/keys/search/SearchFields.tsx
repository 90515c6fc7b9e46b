import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { type RefObject, useState } from 'react';
import { useSource } from '../../../parts/source/source.tsx';
import { Field } from '../../../ui/Field.tsx';
import { ChevronDownIcon, ChevronRightIcon } from '../../../ui/icons.tsx';
import { color } from '../../../ui/tokens.ts';
import { MatchField } from './MatchField.tsx';
import { type RangeForm, type ReadSearch, rareConditions, readsValues, type SearchForm } from './search-form.ts';

/** What to look for: names and values first, leases and revisions folded away. */
export function SearchFields(props: {
  readonly form: SearchForm;
  readonly wrong: Extract<ReadSearch, { ok: false }> | null;
  readonly onChange: (form: SearchForm) => void;
  readonly nameField: RefObject<HTMLInputElement | null>;
}) {
  const { form, wrong, onChange } = props;
  const { standing } = useSource();
  const [isOpened, setOpened] = useState(false);
  const errorOf = (field: keyof SearchForm): string | null => (wrong?.field === field ? wrong.text : null);
  const set = rareConditions(form);
  const isOpen = isOpened || set > 0;
  return (
    <>
      <MatchField
        label="Name contains"
        part="the name"
        placeholder="a part of the key"
        form={form.name}
        error={errorOf('name')}
        inputRef={props.nameField}
        onChange={(name) => onChange({ ...form, name })}
      />
      <MatchField
        label="Value contains"
        part="the value"
        placeholder="a part of the decoded value"
        form={form.value}
        error={errorOf('value')}
        hint={readsValues(form) ? valuesHints[standing === 'file' ? 'file' : 'cluster'] : undefined}
        onChange={(value) => onChange({ ...form, value })}
      />
      <ButtonBase
        aria-expanded={isOpen}
        disabled={set > 0}
        onClick={() => setOpened(!isOpen)}
        sx={{ alignSelf: 'flex-start', gap: 0.5, borderRadius: '4px', fontSize: '0.8125rem', color: color.muted }}
      >
        {isOpen ? <ChevronDownIcon size={14} /> : <ChevronRightIcon size={14} />}
        Lease and revisions
      </ButtonBase>
      {isOpen ? (
        <>
          <Field
            label="On the lease"
            isMono
            placeholder="694d7a5b0c3e1f02"
            value={form.lease}
            error={errorOf('lease')}
            onChange={(lease) => onChange({ ...form, lease })}
          />
          <RangeFields
            label="Changed"
            form={form.modRevision}
            error={errorOf('modRevision')}
            onChange={(modRevision) => onChange({ ...form, modRevision })}
          />
          <RangeFields
            label="Created"
            form={form.createRevision}
            error={errorOf('createRevision')}
            onChange={(createRevision) => onChange({ ...form, createRevision })}
          />
        </>
      ) : null}
    </>
  );
}

/** What looking into values costs. */
const valuesHints = {
  cluster: 'The member has to send the values of all keys that fulfil the rest.',
  file: 'Looks into the values of all keys that fulfil the rest, one after the other.',
} as const;

function RangeFields(props: {
  readonly label: string;
  readonly form: RangeForm;
  readonly error: string | null;
  readonly onChange: (form: RangeForm) => void;
}) {
  const { label, form, error, onChange } = props;
  return (
    <Box sx={{ display: 'flex', gap: 1 }}>
      <Field
        label={`${label} from revision`}
        isMono
        value={form.from}
        error={error}
        onChange={(from) => onChange({ ...form, from })}
      />
      <Field label="to revision" isMono value={form.to} onChange={(to) => onChange({ ...form, to })} />
    </Box>
  );
}
