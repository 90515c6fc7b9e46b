import type { Ports } from '../core/ports.ts';
import { openConfStore } from '../webhost/conf-store.ts';
import { createMemorySecrets } from '../webhost/memory-secrets.ts';

/** What a host supplies, over a folder of the test's own: real files, secrets in memory, and a log that can be read. */
export function testPorts(
  folder: string,
  overrides: Partial<Ports> = {},
): Ports & { readonly said: readonly string[] } {
  const said: string[] = [];
  const say = (message: string, facts?: object): void => void said.push(`${message} ${JSON.stringify(facts ?? {})}`);
  return {
    version: '0.0.0',
    settingsFolder: folder,
    documentsFolder: folder,
    openStore: (name) => openConfStore(folder, name),
    secrets: createMemorySecrets('a test has no keychain'),
    dialogs: null,
    log: { info: say, warn: say, error: say },
    clock: { now: () => Date.now() },
    openSandbox: false,
    ...overrides,
    said,
  };
}
