import ToggleButton from '@mui/material/ToggleButton';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode, RefObject } from 'react';
import { Field } from '../../../ui/Field.tsx';
import type { MatchForm } from './search-form.ts';

/** A text to search for, and switches for its meaning: letters as typed, a regular expression, bytes. */
export function MatchField(props: {
  readonly label: string;
  /** What the text is looked for in, for switches of the same name: `the name`. */
  readonly part: string;
  readonly placeholder: string;
  readonly form: MatchForm;
  readonly error: string | null;
  readonly hint?: ReactNode;
  readonly onChange: (form: MatchForm) => void;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}) {
  const { label, part, form, onChange } = props;
  const toKind = (kind: MatchForm['kind']): void =>
    onChange({ ...form, kind: form.kind === kind ? 'substring' : kind });
  return (
    <Field
      label={label}
      isMono
      placeholder={form.kind === 'bytes' ? 'ff 00 41' : props.placeholder}
      value={form.text}
      error={props.error}
      hint={props.hint}
      onChange={(text) => onChange({ ...form, text })}
      {...(props.inputRef === undefined ? {} : { inputRef: props.inputRef })}
      end={
        <>
          <Switch
            title="Upper and lower case as typed"
            part={part}
            isOn={form.isExactCase && form.kind !== 'bytes'}
            isDisabled={form.kind === 'bytes'}
            onToggle={() => onChange({ ...form, isExactCase: !form.isExactCase })}
          >
            Aa
          </Switch>
          <Switch
            title="Regular expression"
            part={part}
            isOn={form.kind === 'expression'}
            onToggle={() => toKind('expression')}
          >
            .*
          </Switch>
          <Switch
            title="Bytes in hexadecimal"
            part={part}
            isOn={form.kind === 'bytes'}
            onToggle={() => toKind('bytes')}
          >
            0x
          </Switch>
        </>
      }
    />
  );
}

function Switch(props: {
  readonly title: string;
  readonly part: string;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onToggle: () => void;
  readonly children: string;
}) {
  const { title, part, isOn, isDisabled = false } = props;
  const button = (
    <ToggleButton
      value={title}
      aria-label={`${title}, in ${part}`}
      selected={isOn}
      disabled={isDisabled}
      onChange={props.onToggle}
      sx={{ border: 0, p: '1px 4px', minWidth: 24, fontSize: '0.6875rem', lineHeight: '18px' }}
    >
      {props.children}
    </ToggleButton>
  );
  // A disabled button fires no events for a tooltip.
  return isDisabled ? button : <Tooltip title={title}>{button}</Tooltip>;
}
