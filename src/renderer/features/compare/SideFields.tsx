import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormLabel from '@mui/material/FormLabel';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useId } from 'react';
import { connectionOf } from '../../parts/source/source-id.ts';
import { Field } from '../../ui/Field.tsx';
import { hasMoments, type ReadSide, type SideChoice, type SideForm } from './compare-form.ts';

/** One side: which cluster or file, which keys, and when. */
export function SideFields(props: {
  readonly title: string;
  readonly form: SideForm;
  readonly choices: readonly SideChoice[];
  readonly wrong: Extract<ReadSide, { ok: false }> | null;
  readonly onChange: (form: SideForm) => void;
}) {
  const { title, form, choices, wrong, onChange } = props;
  const isFixed = !hasMoments(form.source);
  const latest = connectionOf(form.source) === null ? 'the latest' : 'now';
  const id = useId();
  return (
    <Box
      component="fieldset"
      aria-label={title}
      sx={{
        border: 0,
        m: 0,
        p: 0,
        minWidth: 0,
        flex: '1 1 372px',
        display: 'grid',
        gridTemplateColumns: 'minmax(140px, 2fr) minmax(120px, 2fr) minmax(96px, 1fr)',
        gap: 1,
        alignItems: 'start',
      }}
    >
      <FormControl fullWidth>
        <FormLabel id={id} sx={{ mb: '4px' }}>
          {title}
        </FormLabel>
        <Select
          labelId={id}
          value={form.source}
          renderValue={(value) => <MiddleCut text={choices.find(({ id }) => id === value)?.name ?? ''} />}
          onChange={(event) => {
            const chosen = choices.find(({ id }) => id === event.target.value);
            if (chosen !== undefined) onChange({ ...form, source: chosen.id });
          }}
        >
          {choices.map((choice) => (
            <MenuItem key={choice.id} value={choice.id}>
              {choice.name}
            </MenuItem>
          ))}
        </Select>
      </FormControl>
      <Field
        label="Prefix"
        isMono
        placeholder="every key"
        value={form.prefix}
        error={wrong?.field === 'prefix' ? wrong.text : null}
        onChange={(prefix) => onChange({ ...form, prefix })}
      />
      <Field
        label="Revision"
        isMono
        placeholder={isFixed ? 'the file’s' : latest}
        isDisabled={isFixed}
        value={isFixed ? '' : form.revision}
        error={wrong?.field === 'revision' ? wrong.text : null}
        onChange={(revision) => onChange({ ...form, revision })}
      />
    </Box>
  );
}

/** A name cut in its middle where it is too long: snapshots begin alike, and differ in their times or revisions. */
function MiddleCut({ text }: { readonly text: string }) {
  const end = /, revision [\d,]{1,20}$/.exec(text)?.[0] ?? text.slice(-endLength);
  const start = text.slice(0, text.length - end.length);
  return (
    <Box title={text} sx={{ display: 'flex', minWidth: 0, whiteSpace: 'pre' }}>
      <Box component="span" sx={{ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {start}
      </Box>
      <Box component="span" sx={{ flexShrink: 0, maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {end}
      </Box>
    </Box>
  );
}

/** As long as the seconds of a time, and the file's ending: `-15-02Z.db`. */
const endLength = 10;
