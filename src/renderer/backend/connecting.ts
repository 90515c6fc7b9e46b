import type { Backend } from '../state/backend.ts';
import { connectPort, findDesktopHook } from './connect-port.ts';
import { connectSocket } from './connect-socket.ts';

/** What the desktop's preload has put on this page, or `null` in a browser. */
export const desktop = findDesktopHook();

/**
 * The host. Asked for while this module is evaluated, so that it answers while the libraries of the screens are: whoever
 * imports it first saves a window that time.
 */
export const connecting: Promise<Backend> = desktop === null ? connectSocket() : connectPort(desktop);
