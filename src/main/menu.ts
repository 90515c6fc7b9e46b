import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/** Sets the native menu: the platform's own roles with their usual keys. etcdeck's own actions are in its window. */
export function setMenu(onNewWindow: () => void): void {
  const isMac = process.platform === 'darwin';
  const application: MenuItemConstructorOptions[] = isMac ? [{ role: 'appMenu' }] : [];
  const newWindow: MenuItemConstructorOptions = {
    label: 'New &window',
    accelerator: 'CommandOrControl+Shift+N',
    click: onNewWindow,
  };
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      newWindow,
      { role: 'close' },
      { type: 'separator' },
      ...(isMac ? [] : [{ role: 'about' as const }, { type: 'separator' as const }, { role: 'quit' as const }]),
    ],
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
    Menu.buildFromTemplate([...application, file, { role: 'editMenu' }, view, { role: 'windowMenu' }]),
  );
  app.dock?.setMenu(Menu.buildFromTemplate([{ label: 'New window', click: onNewWindow }]));
  app.setAboutPanelOptions({ applicationName: 'etcdeck', applicationVersion: app.getVersion() });
}
