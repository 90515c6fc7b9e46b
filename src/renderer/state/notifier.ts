import type { Api } from '../../contract/api.ts';
import type { HostInfo } from '../../contract/settings.ts';

/** What a notification says: it stays in the system's list, so never a value of a key. */
export interface Notice {
  readonly title: string;
  readonly lines: readonly string[];
  /** It takes the place of an older one of its name, where the window shows it. */
  readonly tag: string;
  readonly onClick: () => void;
}

export type Notify = (notice: Notice) => void;

/**
 * Returns what shows notifications of the desktop: the host where it has them, else the browser, which asks the operator the
 * first time. To be called for a click, since browsers refuse to ask at any other time.
 */
export async function openNotifier(
  api: Pick<Api, 'settings'>,
  host: Pick<HostInfo, 'nativeNotifications'>,
): Promise<Notify | 'denied' | 'missing'> {
  if (host.nativeNotifications) {
    // One that cannot be shown is not worth a failure: the list has what it is about.
    return ({ title, lines }) => void api.settings.notify({ title, lines }).catch(() => undefined);
  }
  if (!('Notification' in window)) return 'missing';
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  return ({ title, lines, tag, onClick }) => {
    const shown = new Notification(title, { body: lines.join('\n'), tag });
    shown.onclick = () => {
      window.focus();
      onClick();
      shown.close();
    };
  };
}
