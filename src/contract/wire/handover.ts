/** The name under which the desktop's preload shows itself to its page. A page without it is in a browser. */
export const DESKTOP_HOOK = 'etcdeckDesktop';

/** All that a page of the desktop can ask of Electron: a port to core, which then comes as a message to the window. */
export interface DesktopHook {
  requestPort(): void;
}

/** From the page's preload to the host: asks for a port. */
export const REQUEST_PORT = 'etcdeck:request-port';

/** From the host to the preload, and on to the page: a port. */
export const PORT = 'etcdeck:port';

/** Where the web host serves the wire. */
export const WIRE_PATH = '/wire';

/** The WebSocket protocol of the wire. The page's secret is offered behind it, and never chosen. */
export const WIRE_PROTOCOL = 'etcdeck';

/** Where the storage of the web host's origin has the secret that its pages show when they open the wire. */
export const PAGE_SECRET = 'etcdeck.page';

/**
 * From the host to the preload, and on to the page, which has refused to be unloaded: `close` or `reload`, with a port for
 * what the operator says to it. Answered with `WAS_ASKED` at once, then with `LEAVING` or `STAYING`.
 */
export const LEAVE_QUESTION = 'etcdeck:leave-question';

/** From the page: the operator is being asked. */
export const WAS_ASKED = 'asked';

/** From the page: go, although edits are lost. */
export const LEAVING = 'leave';

/** From the page: stay. */
export const STAYING = 'stay';
