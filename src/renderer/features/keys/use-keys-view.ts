import { useCallback, useState } from 'react';
import type { SourceId } from '../../parts/source/source-id.ts';
import { useLayout } from '../../state/layout.ts';
import { readRemembered, remember } from '../../state/window-memory.ts';
import { type KeysView, readView } from './keys-view.ts';

/**
 * How the keys are shown. Tree or list is a matter of taste, the same for every source; a search is one window's, of one
 * source.
 */
export function useKeysView(source: SourceId): readonly [KeysView, (view: KeysView) => void] {
  const [layout, setLayout] = useLayout<KeysView>('keys.view', 'tree', readView);
  const [view, show] = useState<KeysView>(
    () => readRemembered(placeOf(source), readView) ?? (layout === 'search' ? 'tree' : layout),
  );
  const setView = useCallback(
    (chosen: KeysView): void => {
      show(chosen);
      remember(placeOf(source), chosen);
      if (chosen !== 'search') setLayout(chosen);
    },
    [source, setLayout],
  );
  return [view, setView];
}

const placeOf = (source: SourceId): string => `keys.view/${source}`;
