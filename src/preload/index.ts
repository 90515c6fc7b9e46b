import { contextBridge, ipcRenderer } from 'electron';
import {
  DESKTOP_HOOK,
  type DesktopHook,
  LEAVE_QUESTION,
  MENU_COMMAND,
  PORT,
  REQUEST_PORT,
} from '../contract/wire/handover.ts';

// A port cannot cross the context bridge; it reaches the page as a message to its own window.
ipcRenderer.on(PORT, (event) => window.postMessage(PORT, location.origin, [...event.ports]));
ipcRenderer.on(LEAVE_QUESTION, (event, how: unknown) =>
  window.postMessage([LEAVE_QUESTION, how], location.origin, [...event.ports]),
);
ipcRenderer.on(MENU_COMMAND, (_, command: unknown) => window.postMessage([MENU_COMMAND, command], location.origin));

const hook: DesktopHook = { requestPort: () => ipcRenderer.send(REQUEST_PORT) };
contextBridge.exposeInMainWorld(DESKTOP_HOOK, hook);
