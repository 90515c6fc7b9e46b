import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { Choice } from '../../parts/forms/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import type { OperationForm, RowFault } from './transaction-form.ts';

const leases = [
  { value: 'none', label: 'No lease' },
  { value: 'keep', label: 'Keep its lease' },
  { value: 'other', label: 'On a lease' },
];

/** The value and the lease of a put. */
export function PutFields(props: {
  readonly name: string;
  readonly form: OperationForm;
  readonly fault: RowFault | null;
  readonly onChange: (changes: Partial<OperationForm>) => void;
}) {
  const { name, form, fault, onChange } = props;
  return (
    <Box sx={{ pl: '100px', pr: '38px', display: 'grid', gap: '6px' }}>
      {form.keepsValue ? null : (
        <TextArea
          label={`Value of ${name}`}
          rows={Math.min(6, Math.max(2, form.value.split('\n', 6).length))}
          value={form.value}
          error={fault?.field === 'value' ? fault.text : null}
          onChange={(value) => onChange({ value })}
        />
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '4px 12px', alignItems: 'start' }}>
        <Box sx={{ width: 150 }}>
          <Choice
            label={`Lease of ${name}`}
            isLabelHidden
            value={form.lease}
            choices={leases}
            // Its values are those of the form.
            onChange={(lease) => onChange({ lease: lease as OperationForm['lease'] })}
          />
        </Box>
        {form.lease === 'other' ? (
          <Box sx={{ width: 190 }}>
            <Field
              label={`Lease id of ${name}`}
              isLabelHidden
              isMono
              placeholder="694d7a5b0c3e1f02"
              value={form.leaseId}
              error={fault?.field === 'leaseId' ? fault.text : null}
              onChange={(leaseId) => onChange({ leaseId })}
            />
          </Box>
        ) : null}
        <FormControlLabel
          control={
            <Checkbox checked={form.keepsValue} onChange={(event) => onChange({ keepsValue: event.target.checked })} />
          }
          label="Keep its value"
        />
        {form.keepsValue ? null : (
          <FormControlLabel
            control={<Checkbox checked={form.isHex} onChange={(event) => onChange({ isHex: event.target.checked })} />}
            label="Typed in hexadecimal"
          />
        )}
      </Box>
    </Box>
  );
}
