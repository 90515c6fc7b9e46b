import { crc32 } from 'node:zlib';
import { app } from 'electron';
import { createClient } from '../../src/contract/wire/client.ts';
import type { Transport } from '../../src/contract/wire/transport.ts';
import { openPackedScripts } from '../../src/core/packed-scripts.ts';
import type { startBackend } from '../../src/main/backend.ts';

// Runs in Electron, for the build: what a window's start runs of core, up to the answers to a page's first questions, and
// keeps what V8 has compiled of it. V8 takes compiled code only where its flags are the same, and Electron sets others where
// it runs as Node. It opens no window: where programs are built there is no display.

const folder = process.env.ETCDECK_REHEARSED ?? '';
const settingsFolder = process.env.ETCDECK_CONFIG_DIR ?? '';

app.dock?.hide();
rehearse().then(
  () => app.exit(0),
  (error: unknown) => {
    console.error(error);
    app.exit(1);
  },
);

async function rehearse(): Promise<void> {
  await app.whenReady();
  const scripts = openPackedScripts(folder, crc32);
  const backend = scripts.load('backend.cjs') as { readonly startBackend: typeof startBackend }; // as it was built
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const core = backend.startBackend({ settingsFolder, openSandbox: false, log });
  const [here, there] = transports();
  core.connect(there);
  const { api } = createClient(here);
  await Promise.all([api.settings.host({}), api.settings.get({}), api.connections.list({})]);
  scripts.keepCompiled([0]);
}

/** Two ends that carry frames as ports do: in a later task, copied. */
function transports(): readonly [Transport, Transport] {
  const listeners: ((message: unknown) => void)[] = [];
  const end = (own: number): Transport => ({
    send: (frame) => void setImmediate(() => listeners[1 - own]?.(structuredClone(frame))),
    onMessage(listener) {
      listeners[own] = listener;
    },
    onClose: () => undefined,
    close: () => undefined,
  });
  return [end(0), end(1)];
}
