import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { getLine } from '../../../../contract/etcdctl-key-lines.ts';
import { copyText } from '../../../parts/copy-text.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { isMasked, type ReadKey } from '../../../parts/values/read-value.ts';
import { toBase64, utf8Of } from '../../../ui/byte-text.ts';
import { ChevronDownIcon } from '../../../ui/icons.tsx';
import { plainText } from './plain-text.ts';

interface Copied {
  readonly title: string;
  readonly text: string;
  readonly what: string;
}

/** The key and its value for the clipboard, in the forms that other programs take. */
export function CopyMenu({ keyBytes, read }: { readonly keyBytes: Uint8Array; readonly read: ReadKey | null }) {
  const { profile, choice } = useSource();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        aria-haspopup="menu"
        endIcon={<ChevronDownIcon size={14} />}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Copy
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {anchor === null
          ? null
          : copiesOf(
              keyBytes,
              read,
              profile === null ? null : getLine(profile, { kind: 'key', key: keyBytes }, choice.revision),
            ).map(({ title, text, what }) => (
              <MenuItem
                key={title}
                onClick={() => {
                  setAnchor(null);
                  copyText(text, what);
                }}
              >
                {title}
              </MenuItem>
            ))}
      </Menu>
    </>
  );
}

/**
 * Covered data stays covered on the clipboard: only what is shown can be copied. `line` reads the key with etcdctl, where
 * that can.
 */
function copiesOf(key: Uint8Array, read: ReadKey | null, line: string | null): readonly Copied[] {
  const stored = read === null || isMasked(read) ? null : read.entry.value;
  const text = stored === null ? null : utf8Of(stored);
  return [
    { title: 'Copy key', text: plainText(key), what: 'key' },
    ...(read === null ? [] : [{ title: 'Copy value as shown', text: read.value.text, what: 'value' }]),
    ...(text === null || text === read?.value.text ? [] : [{ title: 'Copy value as stored', text, what: 'value' }]),
    ...(stored === null ? [] : [{ title: 'Copy value as base64', text: toBase64(stored), what: 'value' }]),
    ...(line === null ? [] : [{ title: 'Copy as etcdctl', text: line, what: 'command' }]),
  ];
}
