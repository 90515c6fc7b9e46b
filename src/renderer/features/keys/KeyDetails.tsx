import Box from '@mui/material/Box';
import { useConnection } from '../../state/connection.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { PaneHeader } from '../../ui/PaneHeader.tsx';
import { color } from '../../ui/tokens.ts';
import { languageNames, readValue } from '../../ui/value-text.ts';
import { draftBytes, isDirty, type OpenKey } from './open-key.ts';
import { sizeNote } from './request-size.ts';

/** Everything etcd keeps about the key in front. */
export function KeyDetails({ open }: { readonly open: OpenKey | null }) {
  const { state } = useConnection();
  const base = open?.base ?? null;
  return (
    <Box
      component="aside"
      aria-label="Details"
      // It scrolls, and holds nothing else that takes the focus.
      tabIndex={0}
      sx={{ height: '100%', overflow: 'auto', backgroundColor: color.surface }}
    >
      <PaneHeader title="Details" />
      {open === null || base === null ? (
        <Box sx={{ p: '14px', color: color.muted }}>Revisions, version and lease of the key in front.</Box>
      ) : (
        <Box sx={{ p: '14px', display: 'flex', flexDirection: 'column', gap: 2 }}>
          <FactList
            facts={[
              { name: 'Size', value: sizeText(base.value.length) },
              ...(isDirty(open) ? [{ name: 'Edited size', value: sizeText(draftBytes(open).length) }] : []),
              { name: 'Mod revision', value: formatCount(base.modRevision), isMono: true },
              { name: 'Create revision', value: formatCount(base.createRevision), isMono: true },
              { name: 'Version', value: formatCount(base.version), isMono: true },
              base.lease === null
                ? { name: 'Lease', value: 'none' }
                : { name: 'Lease', value: base.lease, isMono: true },
              { name: 'Shown as', value: shownAs(base.value) },
            ]}
          />
          <SizeNote open={open} limit={state.maxRequestBytes} />
        </Box>
      )}
    </Box>
  );
}

const sizeText = (bytes: number): string =>
  bytes < 1_024 ? formatBytes(bytes) : `${formatBytes(bytes)} (${formatCount(bytes)} B)`;

const shownAs = (value: Uint8Array): string => {
  const read = readValue(value);
  if (value.length === 0) return 'empty';
  return read.kind === 'bytes' ? 'bytes' : languageNames[read.language];
};

function SizeNote({ open, limit }: { readonly open: OpenKey; readonly limit: number }) {
  const note = isDirty(open) ? sizeNote(open.key.length + draftBytes(open).length, limit) : null;
  return note === null ? null : <Box sx={{ color: color.warn }}>{note}</Box>;
}
