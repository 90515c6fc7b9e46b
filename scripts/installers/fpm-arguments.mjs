/** @typedef {import('./system-package.mjs').PackageFacts} PackageFacts */

/** What electron-builder gives a value for, and what is done with it; null: nothing here depends on it. */
const known = {
  ...{ '-s': null, '-t': 'kind', '-d': 'depends', '--deb-recommends': 'recommends', '--package': 'target' },
  ...{ '--architecture': 'architecture', '--after-install': 'afterInstall', '--after-remove': 'afterRemove' },
  ...{ '--description': 'description', '--version': 'version', '--name': 'name', '--maintainer': 'maintainer' },
  ...{ '--vendor': null, '--url': 'homepage', '--license': 'licence', '--deb-compression': 'compression' },
  ...{ '--rpm-compression': 'compression', '--rpm-os': null, '--rpm-summary': 'summary', '--deb-priority': null },
  ...{ '--category': null, '--iteration': null, '--log': null },
};
const flags = ['--force', '--debug'];

/**
 * Reads the arguments that electron-builder has for fpm. One that it does not know is an error: what it asks for would be
 * missing from the package.
 * @param {readonly string[]} args
 * @param {(file: string) => string} read
 */
export function readFpmArguments(args, read) {
  /** @type {Map<string, string[]>} */
  const said = new Map();
  /** @type {import('./system-package.mjs').Placed[]} */
  const files = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (flags.includes(arg)) continue;
    if (!arg.startsWith('-')) {
      const cut = arg.lastIndexOf('=');
      if (cut < 0) throw new Error(`${arg} names no place to install it at`);
      files.push([arg.slice(0, cut), arg.slice(cut + 1)]);
      continue;
    }
    const name = Object.hasOwn(known, arg) ? known[/** @type {keyof typeof known} */ (arg)] : undefined;
    at += 1;
    const value = args[at];
    if (name === undefined || value === undefined) throw new Error(`this stand-in for fpm does not know ${arg}`);
    if (name !== null) said.set(name, [...(said.get(name) ?? []), value]);
  }
  const one = (/** @type {string} */ name) => {
    const value = said.get(name)?.at(-1);
    if (value === undefined) throw new Error(`fpm is given no ${name}`);
    return value;
  };
  const script = (/** @type {string} */ name) => (said.has(name) ? read(one(name)) : null);
  // The first line is the summary, the others are indented.
  const words = one('description')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  /** @type {PackageFacts} */
  const facts = {
    name: one('name'),
    version: one('version'),
    architecture: one('architecture'),
    maintainer: one('maintainer'),
    homepage: one('homepage'),
    licence: said.get('licence')?.[0] ?? 'unknown',
    summary: said.get('summary')?.[0] ?? words[0] ?? '',
    description: (words.length > 1 ? words.slice(1) : words).join('\n'),
    depends: said.get('depends') ?? [],
    recommends: said.get('recommends') ?? [],
    afterInstall: script('afterInstall'),
    afterRemove: script('afterRemove'),
  };
  const compression = one('compression').startsWith('gz') ? 'gz' : 'xz';
  return { kind: one('kind'), target: one('target'), compression, facts, files };
}
