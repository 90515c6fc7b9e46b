/** Dependencies that no file imports, each with what it is for. */
export const unimported: Readonly<Record<string, string>> = {
  '@biomejs/biome': 'the program that lints and formats',
  '@emotion/styled': 'what @mui/material styles with; a peer of it',
  'happy-dom': 'what the renderer tests run in; Vitest names it',
  playwright: 'the driver that @playwright/test runs, pinned together with it',
  postject: 'the program that puts the command line into a copy of Node',
  typescript: 'the program that checks the types',
};

/** Packages that are written as scripts to be run when they are installed. `.npmrc` keeps them from running. */
export const installScripts: Readonly<Record<string, string>> = {
  'cpu-features': 'a native part that ssh2 does without',
  'electron-winstaller': 'picks a 7-Zip for installers of a kind that is not made here',
  ssh2: 'tries to build the native part, and does without',
};

/** Dependencies that are there in more than one major version, with who keeps the other one. */
export const doubles: Readonly<Record<string, string>> = {
  '@types/node': 'electron brings the types of its own Node',
  commander: '@electron/asar and postject, tools of electron-builder, are written for older ones',
  'env-paths': '@electron/get and node-gyp, tools of electron-builder, are written for an older one',
  undici: 'node-gyp, a tool of electron-builder, is written for an older one',
  yaml: 'cosmiconfig, which Babel plugins read their settings with, is written for an older one',
};

/** Licences of shipped packages: they require a notice at most. */
export const shippedLicences: readonly string[] = [
  '(BSD-3-Clause OR GPL-2.0)',
  '(MIT OR CC0-1.0)',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Unlicense',
];

/** More licences, for tools and for packages bundled into the pages: their own files stay unchanged. */
export const toolLicences: readonly string[] = [
  '(MPL-2.0 OR Apache-2.0)',
  '(WTFPL OR MIT)',
  'CC-BY-4.0',
  'MIT OR Apache-2.0',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'WTFPL',
  'WTFPL OR ISC',
];

/** Packages that declare their licence in an older way, which the lock file leaves out. */
export const readLicences: Readonly<Record<string, string>> = {
  buildcheck: 'MIT',
  'cpu-features': 'MIT',
  ssh2: 'MIT',
};
