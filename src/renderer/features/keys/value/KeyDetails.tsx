import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { memo, type ReactNode } from 'react';
import { knownOrSaid } from '../../../parts/source/known-count.ts';
import { useSource } from '../../../parts/source/source.tsx';
import type { ReadKey } from '../../../parts/values/read-value.ts';
import { codecNames } from '../../../parts/values/value-words.ts';
import { FactList } from '../../../ui/FactList.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { color, size } from '../../../ui/tokens.ts';
import { KeyHistory } from '../history/KeyHistory.tsx';
import type { KeyDialog } from '../model/key-dialogs.ts';

/** What is shown beside a key. */
export type DetailsTab = 'details' | 'history';

/** Everything etcd keeps about the key in front, and what it was before. Not drawn again with each letter of an edit. */
export const KeyDetails = memo(function KeyDetails(props: {
  /** `null`: none is in front. */
  readonly keyBytes: Uint8Array | null;
  readonly read: ReadKey | null;
  readonly reveal: boolean;
  readonly tab: DetailsTab;
  readonly onTab: (tab: DetailsTab) => void;
  /** Asks for another lease; `null` where none can be given. */
  readonly onLease: (() => void) | null;
  readonly onDialog: (dialog: KeyDialog) => void;
}) {
  const { keyBytes, read } = props;
  const { hasHistory } = useSource().origin;
  const tab = hasHistory ? props.tab : 'details';
  return (
    <Box
      component="aside"
      aria-label="Details"
      sx={{ height: '100%', display: 'flex', flexDirection: 'column', backgroundColor: color.surface }}
    >
      <Tabs
        value={tab}
        onChange={(_event, next: DetailsTab) => props.onTab(next)}
        aria-label="About the key"
        sx={{
          minHeight: size.header,
          flexShrink: 0,
          borderBottom: `1px solid ${color.line}`,
          '& .MuiTab-root': { minHeight: size.header, minWidth: 72, textTransform: 'none', py: 0 },
        }}
      >
        <Tab value="details" label="Details" />
        {hasHistory ? <Tab value="history" label="History" /> : null}
      </Tabs>
      {tab === 'details' ? (
        <Facts read={read} onLease={props.onLease} />
      ) : keyBytes === null ? (
        <Empty>What the key in front was before.</Empty>
      ) : (
        <KeyHistory
          keyBytes={keyBytes}
          shownRevision={read?.entry.modRevision ?? null}
          reveal={props.reveal}
          onDialog={props.onDialog}
        />
      )}
    </Box>
  );
});

const Empty = ({ children }: { readonly children: ReactNode }) => (
  <Box sx={{ p: '14px', color: color.muted }}>{children}</Box>
);

function Facts({ read, onLease }: { readonly read: ReadKey | null; readonly onLease: (() => void) | null }) {
  if (read === null) return <Empty>Revisions, version and lease of the key in front.</Empty>;
  const { entry, value } = read;
  const { object } = value;
  return (
    // It scrolls, and contains nothing else that takes the focus.
    <Box tabIndex={0} sx={{ p: '14px', overflow: 'auto' }}>
      <FactList
        facts={[
          { name: 'Size', value: sizeText(entry.bytes) },
          countFact('Mod revision', entry.modRevision),
          countFact('Create revision', entry.createRevision),
          countFact('Version', entry.version),
          entry.lease === null ? { name: 'Lease', value: 'none' } : { name: 'Lease', value: entry.lease, isMono: true },
          { name: 'Shown as', value: entry.bytes === 0 ? 'empty' : codecNames[value.codec] },
          ...(object === null ? [] : [{ name: 'Object', value: `${object.apiVersion} ${object.kind}` }]),
        ]}
      />
      {onLease === null ? null : (
        <Button sx={{ mt: 2 }} onClick={onLease}>
          Change lease…
        </Button>
      )}
    </Box>
  );
}

/** Figures stand in a column; the word for what a file does not say stands as the others do. */
const countFact = (name: string, count: number) => ({ name, value: knownOrSaid(count), isMono: count !== 0 });

const sizeText = (bytes: number): string =>
  bytes < 1_024 ? formatBytes(bytes) : `${formatBytes(bytes)} (${formatCount(bytes)} B)`;
