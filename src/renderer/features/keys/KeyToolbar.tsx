import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useState } from 'react';
import { escapeBytes, toBase64 } from '../../ui/byte-text.ts';
import { formatJson } from '../../ui/format-json.ts';
import { ChevronDownIcon } from '../../ui/icons.tsx';
import { ariaShortcut } from '../../ui/shortcut.ts';
import { color, mono, size } from '../../ui/tokens.ts';
import { copyText } from './copy-text.ts';
import { getLine } from './etcdctl-lines.ts';
import type { KeyActs } from './key-acts.ts';
import type { KeyDialog } from './key-dialogs.ts';
import { folderOf } from './key-node.ts';
import { type KeysDesk, nameOfTab } from './keys-desk.ts';
import { isDirty, isGone, type OpenKey, shownText } from './open-key.ts';
import { plainText } from './plain-text.ts';
import { saveShortcut } from './use-key-commands.ts';
import { canLayOut, textIn, type ValueForm } from './value-form.ts';

/** Where the key stands, and what can be done with it. */
export function KeyToolbar(props: {
  readonly desk: KeysDesk;
  readonly acts: KeyActs;
  readonly open: OpenKey;
  readonly onDialog: (dialog: KeyDialog) => void;
}) {
  const { desk, acts, open, onDialog } = props;
  const name = nameOfTab(open);
  const text = shownText(open);
  const hasForms = canLayOut(open.base);
  const formatted = hasForms || text === null || !/^\s*[[{]/.test(text) ? null : formatJson(text);
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        flexWrap: 'wrap',
        minHeight: size.header,
        boxSizing: 'border-box',
        flexShrink: 0,
        px: '14px',
        py: '5px',
        '& .MuiButton-root': { flexShrink: 0 },
        borderBottom: `1px solid ${color.line}`,
      }}
    >
      <Box
        component="span"
        title={escapeBytes(open.key).text}
        sx={{
          ...mono,
          color: color.muted,
          flex: 1,
          minWidth: 80,
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {escapeBytes(folderOf(open.key)).text}
      </Box>
      {hasForms ? <FormChoice form={open.form} onTurn={(form) => desk.turn(name, form)} /> : null}
      {formatted === null || formatted === text ? null : (
        <Button onClick={() => desk.edit(name, formatted)}>Format</Button>
      )}
      <CopyMenu open={open} />
      <Button
        color="error"
        disabled={open.phase !== 'ready' || isGone(open)}
        onClick={() => onDialog({ kind: 'delete', key: open.key })}
      >
        Delete
      </Button>
      <Button
        variant="contained"
        disabled={!isDirty(open) || open.isSaving}
        aria-keyshortcuts={ariaShortcut(saveShortcut)}
        onClick={() => acts.askToSave(name)}
      >
        Save
      </Button>
    </Box>
  );
}

function FormChoice({ form, onTurn }: { readonly form: ValueForm; readonly onTurn: (form: ValueForm) => void }) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label="Shown"
      value={form}
      onChange={(_event, next: ValueForm | null) => next !== null && next !== form && onTurn(next)}
      sx={{
        '& .MuiToggleButton-root': {
          color: color.muted,
          borderColor: color.line,
          backgroundColor: color.raised,
          '&.Mui-selected, &.Mui-selected:hover': { color: color.text, backgroundColor: color.selection },
          textTransform: 'none',
          py: '2px',
          px: '10px',
          height: size.control,
          lineHeight: '20px',
          whiteSpace: 'nowrap',
        },
      }}
    >
      <ToggleButton value="laidOut">Laid out</ToggleButton>
      <ToggleButton value="stored">As stored</ToggleButton>
    </ToggleButtonGroup>
  );
}

function CopyMenu({ open }: { readonly open: OpenKey }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const line = getLine(open.key);
  const value = open.base?.value ?? null;
  const text = textIn('stored', open.base);
  const items: readonly (readonly [string, string, string] | null)[] = [
    ['Copy key', plainText(open.key), 'key'],
    text === null ? null : ['Copy value', text, 'value'],
    value === null ? null : ['Copy value as base64', toBase64(value), 'value'],
    line === null ? null : ['Copy as etcdctl', line, 'command'],
  ];
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
        {items.map((item) =>
          item === null ? null : (
            <MenuItem
              key={item[0]}
              onClick={() => {
                setAnchor(null);
                copyText(item[1], item[2]);
              }}
            >
              {item[0]}
            </MenuItem>
          ),
        )}
      </Menu>
    </>
  );
}
