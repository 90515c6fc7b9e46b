import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useState } from 'react';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { KeyEntry } from '../../../contract/keys.ts';
import { escapeBytes, toHex } from '../../ui/byte-text.ts';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { ChevronDownIcon, ChevronRightIcon } from '../../ui/icons.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { EntryValue } from './EntryValue.tsx';

/** Keys that an operation read, replaced or deleted; the value of each is shown on demand. */
export function FoundKeys(props: {
  readonly connection: ConnectionId;
  readonly entries: readonly KeyEntry[];
  /** How many more there are. */
  readonly rest: number;
  /** Whether their values were read. */
  readonly hasValues: boolean;
}) {
  const { connection, entries, rest, hasValues } = props;
  const [open, setOpen] = useState<string | null>(null);
  if (entries.length === 0) return null;
  return (
    <Box component="ul" sx={{ m: '2px 0 0', p: 0, listStyle: 'none' }}>
      {entries.map((entry) => {
        const name = toHex(entry.key);
        const isOpen = open === name;
        return (
          <Box component="li" key={name}>
            {hasValues ? (
              <ButtonBase
                aria-expanded={isOpen}
                onClick={() => setOpen(isOpen ? null : name)}
                sx={{ ...row, width: '100%', justifyContent: 'flex-start', '&:hover': { color: color.accent } }}
              >
                {isOpen ? <ChevronDownIcon size={12} /> : <ChevronRightIcon size={12} />}
                <Facts entry={entry} hasValues />
              </ButtonBase>
            ) : (
              <Box sx={row}>
                <Facts entry={entry} hasValues={false} />
              </Box>
            )}
            {isOpen ? <EntryValue connection={connection} entry={entry} /> : null}
          </Box>
        );
      })}
      {rest > 0 ? <Box component="li" sx={{ color: color.muted }}>{`and ${formatCount(rest)} more`}</Box> : null}
    </Box>
  );
}

function Facts({ entry, hasValues }: { readonly entry: KeyEntry; readonly hasValues: boolean }) {
  const { key, modRevision, version, bytes } = entry;
  const revision = modRevision === 0 ? 'as written here' : `mod revision ${formatCount(modRevision)}`;
  return (
    <>
      <Box component="span" sx={{ ...mono, minWidth: 0, overflowWrap: 'anywhere', textAlign: 'left' }}>
        {escapeBytes(key).text}
      </Box>
      <Box component="span" sx={{ color: color.muted, flex: 'none' }}>
        {`${revision}, version ${formatCount(version)}${hasValues ? `, ${formatBytes(bytes)}` : ''}`}
      </Box>
    </>
  );
}

const row = { display: 'flex', alignItems: 'center', gap: 1, minHeight: 24, fontSize: '0.75rem' } as const;
