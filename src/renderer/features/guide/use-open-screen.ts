import { useApi } from '../../state/api.tsx';
import { clusterTabs } from '../../state/cluster-tabs.ts';
import { failureOf } from '../../state/failure.ts';
import type { GuideScreen } from '../../state/guide-screens.ts';
import { anyLab, showLabStart } from '../../state/lab-start.ts';
import { type SandboxScreen, showOverlay, showSandboxFor } from '../../state/overlay.ts';
import { goTo, useRoute } from '../../state/route.ts';
import { isLab, isPlace } from '../../state/screens.ts';
import { showToast } from '../../state/toasts.ts';

/**
 * Returns what opens a screen that the guide names: of the connection that is shown, else of the sandbox that runs, and
 * where none does, of one that is offered.
 */
export function useOpenScreen(): (screen: GuideScreen) => void {
  const api = useApi();
  const route = useRoute();

  const openWorkbench = async (screen: SandboxScreen): Promise<void> => {
    if (route.screen === 'workbench') return goTo({ screen: 'workbench', connection: route.connection, ...screen });
    // Where it cannot be asked, the dialog says why.
    const [running] = await api.sandbox.list({}).catch(() => []);
    if (running === undefined) showSandboxFor(screen);
    else goTo({ screen: 'workbench', connection: running.connection, ...screen });
  };
  const openSample = async (): Promise<void> => {
    try {
      goTo({ screen: 'file', file: (await api.snapshots.sample({})).file, place: 'keys', focus: null });
    } catch (error) {
      showToast({ tone: 'bad', text: 'The sample was not opened.', detail: failureOf(error).message }, null);
    }
  };

  // A lab's own window goes to it; another lab that runs may be anybody's.
  const openLab = (): void => {
    if (route.screen !== 'workbench' || !isLab(route.connection)) showLabStart(anyLab);
    else goTo({ screen: 'workbench', connection: route.connection, place: 'lab', focus: null });
  };

  return (screen) => {
    if (screen === 'palette') showOverlay('palette');
    else if (screen === 'sandbox') showOverlay('sandbox');
    else if (screen === 'lab') openLab();
    else if (screen === 'sample') void openSample();
    else if (screen === 'new-connection') goTo({ screen: 'form', mode: 'new' });
    else if (isPlace(screen)) void openWorkbench({ place: screen, focus: null });
    else if (clusterTabs.includes(screen)) void openWorkbench({ place: 'cluster', focus: screen });
  };
}
