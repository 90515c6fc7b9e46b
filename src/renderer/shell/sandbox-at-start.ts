import { useEffect } from 'react';
import { useApi } from '../state/api.tsx';
import { showOverlay } from '../state/overlay.ts';
import { goTo } from '../state/route.ts';
import { useHost } from '../state/settings.tsx';

/** Opens a sandbox at once where the host was started for one: the one that runs, or a new one. */
export function useSandboxAtStart(): void {
  const api = useApi();
  const { openSandbox } = useHost();
  useEffect(() => {
    // A window that comes back to something stays with it, and one opened later says in its address what it is for.
    if (!openSandbox || window.location.hash !== '') return;
    let isWanted = true;
    api.sandbox.list({}).then(
      ([running]) => {
        if (!isWanted) return;
        if (running === undefined) showOverlay('sandbox-now');
        else goTo({ screen: 'workbench', connection: running.connection, place: 'cluster', focus: null });
      },
      // The dialog asks again, and says what is wrong.
      () => showOverlay('sandbox-now'),
    );
    return () => {
      isWanted = false;
    };
  }, [api, openSandbox]);
}
