import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resourcesFolder } from '../core/assets/assets.ts';
import type { Ports, SecretStore, Store } from '../core/ports.ts';
import { parseDocument } from '../core/settings/document.ts';
import { bundleForNode } from './bundle.ts';

/** The ports of a host, over a test's folder: real files, secrets in memory, and a readable log. */
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
    resourcesFolder: resourcesFolder(),
    workerFile: testWorkerFile,
    openStore: (name) => fileStore(join(folder, `${name}.json`)),
    secrets: memorySecrets(),
    journal: 'sealed',
    dialogs: null,
    notifications: null,
    ownWindows: false,
    log: { info: say, warn: say, error: say },
    clock: { now: () => Date.now() },
    openSandbox: false,
    ...overrides,
    said,
  };
}

let worker: Promise<string> | undefined;

/** The worker's script, built on first use, once per test process. */
export function testWorkerFile(): Promise<string> {
  worker ??= bundleForNode(fileURLToPath(new URL('../core/worker.ts', import.meta.url)));
  return worker;
}

function fileStore(path: string): Store {
  return {
    path,
    read() {
      try {
        return parseDocument(readFileSync(path, 'utf8'));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
        throw error;
      }
    },
    write(document) {
      mkdirSync(dirname(path), { recursive: true });
      const unfinished = `${path}.${process.pid}.tmp`;
      writeFileSync(unfinished, JSON.stringify(document), { mode: 0o600 });
      renameSync(unfinished, path);
    },
  };
}

function memorySecrets(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    kind: () => ({ kind: 'memory', reason: 'a test has no keychain' }),
    get: async (name) => secrets.get(name) ?? null,
    async set(name, secret) {
      if (secret === null) secrets.delete(name);
      else secrets.set(name, secret);
    },
    has: (name) => secrets.has(name),
  };
}
