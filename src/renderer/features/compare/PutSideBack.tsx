import Button from '@mui/material/Button';
import { useState } from 'react';
import type { ComparedKeys } from '../../../contract/compare.ts';
import { pastRevision } from '../../../contract/key-source.ts';
import { PutBackKeysDialog } from '../../parts/put-back/PutBackKeysDialog.tsx';
import { useSource } from '../../parts/source/source.tsx';
import { showPlan } from '../../state/plans.ts';
import { equalBytes } from '../../ui/byte-text.ts';

/**
 * Puts keys back from a side that is a past moment or a file: onto the other side, where that is the head of this
 * window's connection, or in a file's window into a connection that is asked for.
 */
export function PutSideBack(props: {
  readonly from: ComparedKeys;
  readonly to: ComparedKeys;
  readonly names: readonly Uint8Array[];
  readonly what: string;
}) {
  const { from, to, names, what } = props;
  const { connection } = useSource();
  const [isAsked, setAsked] = useState(false);
  const { source, prefix } = from;
  if (source.kind === 'live' && pastRevision(source) === null) return null;
  const isOntoHead = to.source.kind === 'live' && to.source.revision === null && to.source.connection === connection;
  if (connection !== null && !(isOntoHead && equalBytes(prefix, to.prefix))) return null;
  return (
    <>
      <Button disabled={names.length === 0} onClick={() => setAsked(true)}>
        Put back…
      </Button>
      {isAsked ? (
        <PutBackKeysDialog
          chosen={{ prefix, names, what }}
          source={source}
          onPlan={showPlan}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </>
  );
}
