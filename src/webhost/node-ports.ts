import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { builtWorkerFile, resourcesFolder } from '../core/assets/assets.ts';
import { createStderrLogger } from '../core/log/stderr-logger.ts';
import type { Logger, Ports } from '../core/ports.ts';
import { openFileStore } from '../core/settings/file-store.ts';
import { settingsFolder } from '../core/settings/settings-folder.ts';
import { createMemorySecrets } from './memory-secrets.ts';

/** Core's ports on plain Node: for `serve` and for the command line. */
export function createNodePorts(options: {
  readonly version: string;
  readonly openSandbox?: boolean;
  readonly log?: Logger;
  /** How acts are kept; in memory by default. */
  readonly journal?: Ports['journal'];
}): Ports {
  const folder = settingsFolder();
  return {
    version: options.version,
    settingsFolder: folder,
    documentsFolder: documentsFolder(),
    resourcesFolder: resourcesFolder(),
    workerFile: async () => builtWorkerFile(),
    openStore: (name) => openFileStore(folder, name),
    secrets: createMemorySecrets('Only the desktop app can reach the keychain'),
    journal: options.journal ?? 'sealed',
    dialogs: null,
    notifications: null,
    ownWindows: false,
    log: options.log ?? createStderrLogger(),
    clock: { now: () => Date.now() },
    openSandbox: options.openSandbox ?? false,
  };
}

function documentsFolder(): string {
  const documents = join(homedir(), 'Documents');
  return existsSync(documents) ? documents : homedir();
}
