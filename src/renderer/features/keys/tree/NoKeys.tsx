import Button from '@mui/material/Button';
import { noKeyWords } from '../../../parts/source/coverage-words.ts';
import { useSource } from '../../../parts/source/source.tsx';
import type { Standing } from '../../../parts/source/source-id.ts';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import type { RowActions } from '../model/row-actions.ts';

const emptyWords: Readonly<Record<Standing, { readonly whole: string; readonly part: string; readonly none: string }>> =
  {
    head: { whole: 'No keys yet', part: 'No key begins with this prefix', none: 'This cluster holds no key.' },
    past: {
      whole: 'No keys at this revision',
      part: 'No key began with this prefix',
      none: 'This cluster holds no key.',
    },
    file: {
      whole: 'No keys in this file',
      part: 'No key in the file begins with this prefix',
      none: 'Its export found none.',
    },
  };

/** Nothing is beneath the prefix that is shown, and what to do about it. */
export function NoKeys(props: {
  readonly prefix: Uint8Array;
  readonly actions: RowActions;
  readonly standing: Standing;
  /** What the user may not read was not looked at. */
  readonly isPartial?: boolean;
}) {
  const { prefix, actions, standing, isPartial = false } = props;
  const isWhole = prefix.length === 0;
  const words = emptyWords[standing];
  const { coverage } = useSource().origin;
  const ofFile = standing === 'file' && !isWhole ? noKeyWords(coverage, prefix) : null;
  return (
    <EmptyState
      title={isPartial ? 'No key here that you may read' : (ofFile?.title ?? (isWhole ? words.whole : words.part))}
      actions={
        <>
          {isWhole ? null : <Button onClick={() => actions.jump(new Uint8Array())}>Show all keys</Button>}
          {standing === 'head' ? <Button onClick={() => actions.create(prefix)}>New key</Button> : null}
        </>
      }
    >
      {isPartial ? 'There may be others.' : (ofFile?.text ?? (isWhole ? words.none : escapeBytes(prefix).text))}
    </EmptyState>
  );
}
