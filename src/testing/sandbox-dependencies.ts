import { resourcesFolder } from '../core/assets/assets.ts';
import type { TransientProfile } from '../core/connections/held/open-connections.ts';
import { createPrograms } from '../core/programs/create-programs.ts';
import type { SandboxDependencies } from '../core/sandbox/create-sandbox.ts';
import { someSettings } from './some-settings.ts';

/** The dependencies of a sandbox on the rest of the product, with a list of the connections that it registered. */
export function sandboxDependencies(given: {
  readonly settingsFolder: string;
  readonly etcdBinary: string | null;
}): SandboxDependencies & { readonly known: Map<string, TransientProfile>; readonly said: string[] } {
  const known = new Map<string, TransientProfile>();
  const said: string[] = [];
  const say = (message: string): void => void said.push(message);
  const settings = someSettings({ etcdBinary: given.etcdBinary });
  const unused = (): never => {
    throw new Error('a sandbox does not use this');
  };
  return {
    known,
    said,
    ports: {
      version: '0.0.0',
      settingsFolder: given.settingsFolder,
      documentsFolder: given.settingsFolder,
      resourcesFolder: resourcesFolder(),
      workerFile: unused,
      openStore: unused,
      secrets: { kind: () => ({ kind: 'memory', reason: null }), get: unused, set: unused, has: unused },
      journal: 'sealed',
      dialogs: null,
      notifications: null,
      ownWindows: false,
      log: { info: say, warn: say, error: say },
      clock: { now: () => Date.now() },
      openSandbox: false,
    },
    programs: createPrograms({ settingsFolder: given.settingsFolder, settings: { get: async () => settings } }),
    getEtcd: null,
    connections: {
      addTransient: (profile) => void known.set(profile.id, profile),
      removeTransient: (id) => void known.delete(id),
    },
  };
}
