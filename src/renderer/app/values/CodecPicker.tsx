import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import type { CodecName, DecodedValue } from '../../../contract/values.ts';
import { size } from '../../ui/tokens.ts';
import { codecNames } from './value-words.ts';

/** How a value is read, of the ways that it can be. Nothing where there is but one. */
export function CodecPicker(props: {
  readonly value: DecodedValue;
  readonly isDisabled?: boolean;
  readonly onCodec: (codec: CodecName) => void;
}) {
  const { codec, codecs } = props.value;
  if (codecs.length < 2) return null;
  return (
    <Select
      size="small"
      value={codec}
      disabled={props.isDisabled ?? false}
      onChange={(event) => props.onCodec(event.target.value)}
      SelectDisplayProps={{ 'aria-label': `Read as ${codecNames[codec]}` }}
      sx={{ height: size.control, flexShrink: 0 }}
    >
      {codecs.map((name) => (
        <MenuItem key={name} value={name}>
          {codecNames[name]}
        </MenuItem>
      ))}
    </Select>
  );
}
