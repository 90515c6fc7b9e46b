import { app, type BaseWindow, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { MENU_COMMAND, type MenuCommand } from '../contract/wire/handover.ts';

/** Sets the native menu: the platform's own roles with their usual keys. etcdeck's own actions are in its window. */
export function setMenu(onNewWindow: () => void): void {
  const isMac = process.platform === 'darwin';
  const about: MenuItemConstructorOptions = { label: '&About etcdeck', click: inPage('shell.about') };
  // As the role has it, with our own about.
  const application: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      about,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
  const help: MenuItemConstructorOptions = {
    role: 'help',
    submenu: [
      // Shown beside it; the page itself hears the key, which is more in a field or a dialog.
      { label: '&Guide', accelerator: 'F1', registerAccelerator: false, click: inPage('shell.guide') },
      ...(isMac ? [] : [{ type: 'separator' as const }, about]),
    ],
  };
  const newWindow: MenuItemConstructorOptions = {
    label: 'New &window',
    accelerator: 'CommandOrControl+Shift+N',
    click: onNewWindow,
  };
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [newWindow, { role: 'close' }, { type: 'separator' }, ...(isMac ? [] : [{ role: 'quit' as const }])],
  };
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      // The same key without Shift; most keyboards have the plus there.
      { role: 'zoomIn', accelerator: 'CommandOrControl+=', visible: false },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      { type: 'separator' },
      { role: 'reload' },
      { role: 'toggleDevTools' },
    ],
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [application] : []),
      file,
      { role: 'editMenu' },
      view,
      { role: 'windowMenu' },
      help,
    ]),
  );
  app.dock?.setMenu(Menu.buildFromTemplate([{ label: 'New window', click: onNewWindow }]));
}

/** Returns what has the page of a window run a command of its own. */
function inPage(command: MenuCommand) {
  return (_: unknown, window: BaseWindow | undefined): void => {
    if (window instanceof BrowserWindow) window.webContents.send(MENU_COMMAND, command);
  };
}
