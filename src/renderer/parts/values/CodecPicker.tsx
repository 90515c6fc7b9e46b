import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { CodecName, DecodedValue } from '../../../contract/values.ts';
import { showOverlay } from '../../state/overlay.ts';
import { ChevronDownIcon } from '../../ui/icons.tsx';
import { codecNames } from './value-words.ts';

/** Chooses the codec that a value is decoded with, and leads to the operator's own decoders. */
export function CodecPicker(props: {
  readonly value: DecodedValue;
  readonly isDisabled?: boolean;
  readonly onCodec: (codec: CodecName) => void;
}) {
  const { codec, codecs } = props.value;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        aria-haspopup="menu"
        aria-label={`Read as ${codecNames[codec]}`}
        disabled={props.isDisabled ?? false}
        endIcon={<ChevronDownIcon size={14} />}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {codecNames[codec]}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {codecs.map((name) => (
          <MenuItem
            key={name}
            role="menuitemradio"
            aria-checked={name === codec}
            selected={name === codec}
            onClick={() => {
              setAnchor(null);
              if (name !== codec) props.onCodec(name);
            }}
          >
            {codecNames[name]}
          </MenuItem>
        ))}
        <Divider />
        <MenuItem
          onClick={() => {
            setAnchor(null);
            showOverlay('decoders');
          }}
        >
          Custom decoders…
        </MenuItem>
      </Menu>
    </>
  );
}
