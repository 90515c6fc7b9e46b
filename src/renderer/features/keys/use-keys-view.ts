import { useCallback, useState } from 'react';
import type { ConnectionId } from '../../../contract/ids.ts';
import { useLayout } from '../../state/layout.ts';
import { readRemembered, remember } from '../../state/window-memory.ts';
import { type KeysView, readView } from './keys-view.ts';

/**
 * How the keys are shown. Tree or list is a matter of taste, the same for every connection; a search is one window's, of
 * one connection.
 */
export function useKeysView(connection: ConnectionId): readonly [KeysView, (view: KeysView) => void] {
  const [layout, setLayout] = useLayout<KeysView>('keys.view', 'tree', readView);
  const [view, show] = useState<KeysView>(
    () => readRemembered(placeOf(connection), readView) ?? (layout === 'search' ? 'tree' : layout),
  );
  const setView = useCallback(
    (chosen: KeysView): void => {
      show(chosen);
      remember(placeOf(connection), chosen);
      if (chosen !== 'search') setLayout(chosen);
    },
    [connection, setLayout],
  );
  return [view, setView];
}

const placeOf = (connection: ConnectionId): string => `keys.view/${connection}`;
