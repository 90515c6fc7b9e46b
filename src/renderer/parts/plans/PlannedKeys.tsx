import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { KeysBody, MalformedObject, PlannedChange } from '../../../contract/planned-changes.ts';
import { equalBytes, escapeBytes } from '../../ui/byte-text.ts';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { PlanPart } from '../../ui/PlanPart.tsx';
import { color, mono, tint } from '../../ui/tokens.ts';
import { keyList } from './key-list.ts';
import { changedIn, faultWords } from './plan-words.ts';

const verbs: Readonly<Record<PlannedChange['kind'], string>> = {
  create: 'create',
  overwrite: 'overwrite',
  delete: 'delete',
  skip: 'leave',
};

/** The keys of a plan, as many as one can look through, and what stands in its way. */
export function PlannedKeys(props: {
  readonly body: KeysBody;
  /** Shows the keys in place of the list, where more can be said of them. */
  readonly children?: ReactNode;
}) {
  const { body, children = null } = props;
  const { malformed } = body;
  return (
    <>
      {malformed.length === 0 ? null : <Malformed objects={malformed} />}
      {children ?? <KeyLists body={body} />}
    </>
  );
}

function KeyLists({ body: { counts, samples, conflicts } }: { readonly body: KeysBody }) {
  const rest = changedIn(counts) + counts.skip - samples.length;
  return (
    <>
      {conflicts.length === 0 ? null : (
        <Changes
          title="Exists already, and would be overwritten"
          changes={conflicts}
          rest={Math.max(0, counts.overwrite - conflicts.length)}
        />
      )}
      {samples.length === 0 ? null : <Changes title="Keys" changes={samples} rest={Math.max(0, rest)} />}
    </>
  );
}

const label = 'Does not belong at its key';

function Malformed({ objects }: { readonly objects: readonly MalformedObject[] }) {
  return (
    <PlanPart title={label} tone="bad">
      <Box component="ul" tabIndex={0} aria-label={label} sx={{ ...keyList, borderColor: tint(color.bad, 30) }}>
        {objects.map((one) => (
          <Box component="li" key={escapeBytes(one.key).text} sx={{ fontSize: '0.75rem', lineHeight: '20px' }}>
            <Box sx={{ ...mono, overflowWrap: 'anywhere' }}>{escapeBytes(one.key).text}</Box>
            <Box sx={{ overflowWrap: 'anywhere' }}>{faultWords(one)}</Box>
          </Box>
        ))}
      </Box>
    </PlanPart>
  );
}

function Changes(props: { readonly title: string; readonly changes: readonly PlannedChange[]; readonly rest: number }) {
  return (
    <PlanPart title={props.title}>
      <Box
        component="ul"
        // Scrolls, and must do so by keyboard too.
        tabIndex={0}
        aria-label={props.title}
        sx={keyList}
      >
        {props.changes.map((change) => (
          <Box
            component="li"
            key={escapeBytes(change.key).text}
            sx={{ display: 'flex', gap: 1, fontSize: '0.75rem', lineHeight: '20px' }}
          >
            <Box component="span" sx={{ flex: 'none', width: 64, color: color.muted }}>
              {verbs[change.kind]}
            </Box>
            <Box component="span" sx={{ ...mono, flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
              {change.from === null || equalBytes(change.from, change.key)
                ? null
                : `${escapeBytes(change.from).text} → `}
              {escapeBytes(change.key).text}
            </Box>
            {change.bytes === 0 ? null : (
              <Box component="span" sx={{ flex: 'none', color: color.muted }}>
                {formatBytes(change.bytes)}
              </Box>
            )}
          </Box>
        ))}
      </Box>
      {/* Not within the list, whose end is out of sight. */}
      {props.rest === 0 ? null : (
        <Box sx={{ color: color.muted, fontSize: '0.75rem', mt: '4px' }}>{`and ${formatCount(props.rest)} more`}</Box>
      )}
    </PlanPart>
  );
}
