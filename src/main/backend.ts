import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, Notification, safeStorage } from 'electron';
import { type Session, serve } from '../contract/wire/server.ts';
import type { Transport } from '../contract/wire/transport.ts';
import { createApp } from '../core/app.ts';
import { builtWorkerFile, resourcesFolder } from '../core/assets/assets.ts';
import type { Dialogs, Logger, Notifications, Ports, Store } from '../core/ports.ts';
import { openDesktopStore } from './desktop-store.ts';
import { createKeychainSecrets, keychainObstacle } from './keychain-secrets.ts';

/** Core, served to this app's own windows. Imported late: a window can be painted without it. */
export interface Backend {
  connect(transport: Transport): void;
  /**
   * Clears away what a killed host left, and saves snapshots by schedule from now on. Loads most of core for it, so it is
   * called once the first window is in use.
   */
  settle(): void;
  /** Says goodbye to every window, closes every connection and stops every sandbox. */
  close(): Promise<void>;
}

/** Starts core in the main process. */
export function startBackend(options: {
  readonly settingsFolder: string;
  readonly openSandbox: boolean;
  readonly log: Logger;
}): Backend {
  const { log } = options;
  const core = createApp(createPorts(options));
  const sessions = new Set<Session>();
  return {
    connect(transport) {
      const session = serve(core.api, transport, (method, error) => {
        log.error('A bug', { method, stack: error instanceof Error ? error.stack : String(error) });
      });
      sessions.add(session);
      void session.ended.then(() => sessions.delete(session));
    },
    settle() {
      // Calls that need it wait for it; sandboxes that cannot be cleared are logged.
      void core.reap();
      core.runSchedules();
    },
    async close() {
      for (const session of sessions) session.close('etcdeck is quitting');
      await core.close();
    },
  };
}

function createPorts({ settingsFolder, openSandbox, log }: Parameters<typeof startBackend>[0]): Ports {
  const openStore = (name: string): Store => openDesktopStore(settingsFolder, name);
  return {
    version: app.getVersion(),
    settingsFolder,
    documentsFolder: app.getPath('documents'),
    resourcesFolder: resourcesFolder(),
    workerFile: async () => builtWorkerFile(),
    openStore,
    journal: 'sealed',
    secrets: createKeychainSecrets({
      keychain: safeStorage,
      store: openStore('secrets'),
      obstacle: keychainObstacle({
        platform: process.platform,
        env: process.env,
        passwordStore: app.commandLine.getSwitchValue('password-store'),
        hasSessionBus: hasSessionBus(process.env),
      }),
    }),
    dialogs,
    notifications: Notification.isSupported() ? notifications : null,
    ownWindows: true,
    log,
    clock: { now: () => Date.now() },
    openSandbox,
  };
}

const dialogs: Dialogs = {
  async pick({ purpose, title, suggested }) {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const common = { title, ...(suggested === null ? {} : { defaultPath: suggested }) };
    if (purpose === 'save' || purpose === 'newFolder') {
      const words = purpose === 'newFolder' ? { buttonLabel: 'Create Folder', nameFieldLabel: 'Folder name:' } : {};
      const save = { ...common, ...words, properties: ['showHiddenFiles' as const] };
      const { filePath } = await (window ? dialog.showSaveDialog(window, save) : dialog.showSaveDialog(save));
      return filePath || null;
    }
    const what = purpose === 'folder' ? ('openDirectory' as const) : ('openFile' as const);
    const open = { ...common, properties: [what, 'showHiddenFiles' as const] };
    const { filePaths } = await (window ? dialog.showOpenDialog(window, open) : dialog.showOpenDialog(open));
    return filePaths[0] ?? null;
  },
};

// Those that are shown: one that nothing holds would lose its click.
const shown = new Set<Notification>();

const notifications: Notifications = {
  show(of) {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const notification = new Notification(of);
    const forget = (): void => void shown.delete(notification);
    notification.on('click', () => {
      forget();
      if (window?.isDestroyed() !== false) return;
      if (window.isMinimized()) window.restore();
      window.focus();
    });
    notification.on('close', forget);
    notification.on('failed', forget);
    shown.add(notification);
    notification.show();
  },
};

function hasSessionBus(env: NodeJS.ProcessEnv): boolean {
  if (env.DBUS_SESSION_BUS_ADDRESS) return true;
  return env.XDG_RUNTIME_DIR !== undefined && existsSync(join(env.XDG_RUNTIME_DIR, 'bus'));
}
