import Button from '@mui/material/Button';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import type { RowActions } from '../model/row-actions.ts';

/** Nothing is beneath the prefix that is shown, and what to do about it. */
export function NoKeys(props: {
  readonly prefix: Uint8Array;
  readonly actions: RowActions;
  readonly isPast: boolean;
  /** What the user may not read was not looked at. */
  readonly isPartial?: boolean;
}) {
  const { prefix, actions, isPast, isPartial = false } = props;
  const isWhole = prefix.length === 0;
  const words = isPast
    ? { whole: 'No keys at this revision', part: 'No key began with this prefix' }
    : { whole: 'No keys yet', part: 'No key begins with this prefix' };
  return (
    <EmptyState
      title={isPartial ? 'No key here that you may read' : isWhole ? words.whole : words.part}
      actions={
        <>
          {isWhole ? null : <Button onClick={() => actions.jump(new Uint8Array())}>Show all keys</Button>}
          {isPast ? null : <Button onClick={() => actions.create(prefix)}>New key</Button>}
        </>
      }
    >
      {isPartial ? 'There may be others.' : isWhole ? 'This cluster holds no key.' : escapeBytes(prefix).text}
    </EmptyState>
  );
}
