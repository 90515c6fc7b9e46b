import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import type { Command } from '../../state/commands.ts';
import { useConnection } from '../../state/connection.tsx';
import { showConnectionDialog } from '../../state/connection-dialog.ts';
import { failureOf } from '../../state/failure.ts';
import { openWindow, useRoute } from '../../state/route.ts';
import { showToast } from '../../state/toasts.ts';
import { CommandIcon, CopyIcon, ShieldIcon, WindowIcon } from '../../ui/icons.tsx';

/** What can be done with the open connection itself, for its menu and for the palette. */
export function useConnectionCommands(): readonly Command[] {
  const { profile } = useConnection();
  const route = useRoute();
  const copy = useCopyAsEtcdctl();
  const hasTls = profile.endpoints.some((endpoint) => endpoint.startsWith('https:'));
  return [
    {
      id: 'connection.window',
      title: 'Open this connection in a new window',
      group: 'Connection',
      keywords: 'tab another beside',
      icon: <WindowIcon />,
      run: () => openWindow(route),
    },
    {
      id: 'connection.etcdctl',
      title: 'Copy as etcdctl',
      group: 'Connection',
      keywords: 'command line shell endpoints',
      icon: <CommandIcon />,
      run: () => void copy('command'),
    },
    {
      id: 'connection.environment',
      title: 'Copy as etcdctl environment',
      group: 'Connection',
      keywords: 'variables shell export ETCDCTL_',
      icon: <CopyIcon />,
      run: () => void copy('environment'),
    },
    ...(hasTls
      ? [
          {
            id: 'connection.certificates',
            title: 'Inspect certificates',
            group: 'Connection',
            keywords: 'tls chain expiry ca',
            icon: <ShieldIcon />,
            run: () => showConnectionDialog({ kind: 'certificates', profile }),
          },
        ]
      : []),
  ];
}

/** Puts the connection on the clipboard as etcdctl takes it. */
function useCopyAsEtcdctl(): (form: 'command' | 'environment') => Promise<void> {
  const api = useApi();
  const { id } = useConnection();
  return async (form) => {
    try {
      const text = await api.connections.asEtcdctl({ connection: id });
      await navigator.clipboard.writeText(text[form]);
      showToast({
        tone: 'ok',
        text: form === 'command' ? 'Copied the etcdctl command.' : 'Copied the variables for etcdctl.',
        detail:
          form === 'command'
            ? 'No password is in it: etcdctl asks for one, or takes ETCDCTL_PASSWORD.'
            : 'Secrets are placeholders in it.',
      });
    } catch (error) {
      if (error instanceof DOMException) return showToast({ tone: 'warn', text: 'The clipboard is not available.' });
      const { title, action } = describeFailure(failureOf(error));
      showToast({ tone: 'bad', text: 'Nothing was copied.', detail: `${title} ${action}` });
    }
  };
}
