/** The name under which the desktop's preload exposes itself to its page. A page without it runs in a browser. */
export const DESKTOP_HOOK = 'etcdeckDesktop';

/** All that a desktop page can request from Electron: a port to core, which then comes as a message to the window. */
export interface DesktopHook {
  requestPort(): void;
}

/** From the page's preload to the host: requests a port. */
export const REQUEST_PORT = 'etcdeck:request-port';

/** From the host to the preload, and on to the page: a port. */
export const PORT = 'etcdeck:port';

/** Where the web host serves the wire. */
export const WIRE_PATH = '/wire';

/** The WebSocket protocol of the wire. The page offers its secret as a second protocol; the host never selects that. */
export const WIRE_PROTOCOL = 'etcdeck';

/** The storage key, in the web host's origin, of the secret that its pages present when they open the wire. */
export const PAGE_SECRET = 'etcdeck.page';

/**
 * From the host to the preload, and on to the page, which has refused to unload: `close` or `reload`, with a port for
 * the operator's decision. The page answers with `WAS_ASKED` at once, then with `LEAVING` or `STAYING`.
 */
export const LEAVE_QUESTION = 'etcdeck:leave-question';

/** From the host to the preload, and on to the page: a command that was chosen in the desktop's own menu. */
export const MENU_COMMAND = 'etcdeck:menu-command';

/** The commands of the page that the desktop's own menu has, by their ids there. */
export const menuCommands = ['shell.guide', 'shell.about'] as const;

/** A command of the page in the desktop's own menu. */
export type MenuCommand = (typeof menuCommands)[number];

/** From the page: it is asking the operator. */
export const WAS_ASKED = 'asked';

/** From the page: unload, although edits are lost. */
export const LEAVING = 'leave';

/** From the page: do not unload. */
export const STAYING = 'stay';
