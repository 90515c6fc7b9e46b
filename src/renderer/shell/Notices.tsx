import { ConnectionTime, useNameOf } from '../parts/cluster/ConnectionTime.tsx';
import { goTo } from '../state/route.ts';
import { shownConnection } from '../state/shown-connection.ts';
import { useStore } from '../state/store.ts';
import { dismissToast, type Toast, toasts } from '../state/toasts.ts';
import { Toasts } from '../ui/Toasts.tsx';

/** What has just happened, each with its connection and time. What is done about it is done on its own connection. */
export function Notices() {
  const all = useStore(toasts);
  const shown = useStore(shownConnection);
  const nameOf = useNameOf();
  const here = (toast: Toast): Toast => {
    const { action, of } = toast;
    if (action === undefined || of === null || of.id === shown?.id) return toast;
    const run = (): void => goTo({ screen: 'workbench', connection: of.id, place: 'cluster', focus: null });
    return { ...toast, action: { label: `Open ${nameOf(of)}`, run } };
  };
  return (
    <Toasts
      toasts={all.map((toast) => ({ ...here(toast), origin: <ConnectionTime of={toast.of} at={toast.at} /> }))}
      onDismiss={dismissToast}
    />
  );
}
