/** What a layer is, whom it may name, and what to do instead of naming anybody else. */
export interface Layer {
  readonly layers: readonly string[];
  /** Packages by name, `@scope/*` for a whole scope; `node:*` for Node's own modules. */
  readonly packages: readonly string[];
  readonly advice: string;
}

/** The import table of the house style. A layer may always import itself. */
export const layers: Readonly<Record<string, Layer>> = {
  contract: {
    layers: [],
    packages: ['zod'],
    advice:
      'The contract is what may cross between a window and core, so both sides must be able to read it: keep it to ' +
      'types, schemas and pure code, and put what does the work into src/core or src/renderer.',
  },
  core: {
    layers: ['contract'],
    packages: [
      'node:*',
      'zod',
      '@peculiar/x509',
      'reflect-metadata',
      'proper-lockfile',
      'env-paths',
      'node-forge',
      'yaml',
      'yauzl',
      'ssh2',
      'tar',
      'undici',
      'bcrypt-pbkdf',
      '@noble/ciphers',
      '@aws-sdk/client-s3',
      'ws',
    ],
    advice:
      'Core knows no host: state what it needs as an interface in src/core/ports.ts, and let src/main and src/webhost ' +
      'supply it. A small library that core truly needs is added to the list in scripts/layers/rules.ts.',
  },
  main: {
    layers: ['contract', 'core'],
    packages: ['node:*', 'electron', 'electron-store'],
    advice: 'The Electron host is windows, IPC and the operating system: what etcdeck does belongs into src/core.',
  },
  webhost: {
    layers: ['contract', 'core'],
    packages: ['node:*', 'ws', '@msgpack/msgpack'],
    advice: 'The web host is HTTP, WebSocket and the token: what etcdeck does belongs into src/core.',
  },
  cli: {
    layers: ['contract', 'core', 'webhost'],
    packages: ['node:*', 'commander'],
    advice: 'The command line reads arguments and prints answers: what etcdeck does belongs into src/core.',
  },
  preload: {
    layers: ['contract'],
    packages: ['electron'],
    advice: 'The preload hands over a message port and nothing else: ask for it over the contract in src/contract.',
  },
  renderer: {
    layers: ['contract'],
    packages: [
      'react',
      'react-dom',
      '@mui/*',
      '@emotion/*',
      '@tanstack/*',
      'react-resizable-panels',
      'monaco-editor',
      'uplot',
      'd3-hierarchy',
      '@fontsource-variable/*',
      '@msgpack/msgpack',
      // What the build makes: scripts/guide and scripts/notices.
      'virtual:about',
      'virtual:guide',
    ],
    advice:
      'The renderer has neither Node nor Electron nor core: state what it needs as a method in src/contract, implement ' +
      'it in src/core, and call it by its name.',
  },
  testing: {
    layers: ['contract', 'core'],
    // vite: a test of a process has to build it.
    packages: ['node:*', 'vitest', 'vite'],
    advice: 'src/testing builds worlds for tests out of real programs: keep it to contract, core and Node.',
  },
};

/** The etcd client and gRPC: the wire, spoken in one folder. */
export const wirePackages = ['etcd3', '@grpc/*', 'protobufjs'];
export const wireFolder = 'src/core/etcd/';
/** The parser of the operator's own `.proto` files, which is a part of gRPC's packages. */
export const protoParser = { package: 'protobufjs', folder: 'src/core/values/proto/' };

/** What the build of the product needs beside Vite, and so does the build of a process for a test. */
export const kernelPlugin = 'scripts/kernels/plugin.mjs';

/** The parts of the renderer, each with the parts that it must not know. */
export const rendererParts: Readonly<
  Record<string, { readonly mustNotKnow: readonly string[]; readonly advice: string }>
> = {
  ui: {
    mustNotKnow: ['shell', 'parts', 'backend', 'features', 'gallery', 'state', 'contract'],
    advice: 'src/renderer/ui is widgets that know no etcd word: take what is needed as props.',
  },
  gallery: {
    mustNotKnow: ['backend', 'features', 'state', 'contract'],
    advice: 'src/renderer/gallery shows src/renderer/ui in the product’s theme: what it shows is made up in place.',
  },
  state: {
    mustNotKnow: ['shell', 'parts', 'features'],
    advice: 'src/renderer/state is read by the screens and never knows them: pass what is needed as an argument.',
  },
  parts: {
    mustNotKnow: ['shell', 'features'],
    advice:
      'src/renderer/parts is what several features show of etcd: it knows neither them nor the window around them. Take ' +
      'what is needed as props, or move what is one feature’s own into that feature.',
  },
  features: {
    mustNotKnow: ['shell'],
    advice:
      'A feature knows neither another one nor the window around it: share it through src/renderer/parts, state or ui, ' +
      'or open the other screen by a command.',
  },
};

/** How figures are written: the one file of the contract that has no etcd word, and that widgets may know. */
export const figures = 'src/contract/figures.ts';

/** What the renderer's tests share, which may name their runner. */
export const rendererTesting = 'src/renderer/testing/';

/** The only files of the renderer that know which host they are in. */
export const hostAware = /^src\/renderer\/(main\.tsx$|backend\/)/;
/** Naming one of these is knowing the host. */
export const hostNames = ['WebSocket', 'MessagePort', 'MessageChannel', 'isElectron'];

/** The only files that write to a terminal, and the one that makes printable what they write. */
export const terminalDoors = [
  'src/cli/console.ts',
  'src/core/log/stderr-logger.ts',
  'src/core/terminal/printable.ts',
  'src/main/index.ts',
];
/** Naming one of these in the command line, or the last one anywhere, is writing past the doors. */
export const terminalNames = ['stdout', 'stderr', 'writeSync', 'contentOf'];

/**
 * The only files that listen for connections: the desktop opens no TCP port unasked. The web host and kube-api do when they
 * are started; the others take a port to see that it is free, or listen on a socket of the file system.
 */
export const listeningDoors = [
  'src/core/etcd/placeholder-socket.ts',
  'src/core/kube-api/serving/kube-listener.ts',
  'src/core/lab/links/peer-proxy.ts',
  'src/core/sandbox/free-ports.ts',
  'src/webhost/link-issuer.ts',
  'src/webhost/web-server.ts',
];
/** Naming one of these is listening. */
export const listeningNames = ['createServer', 'createSecureServer', 'Server'];
/** The modules that they are of. */
export const listeningModules = ['node:net', 'node:tls', 'node:http', 'node:https', 'node:http2'];

/** Folder names that say nothing. */
export const emptyNames = ['utils', 'util', 'helpers', 'services', 'types', 'common', 'misc'];
