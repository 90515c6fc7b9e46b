/** @typedef {import('./catalogue.mjs').Check} Check */
/** @typedef {import('./catalogue.mjs').Wish} Wish */

/**
 * What a command line asks for: checks, the usage, or what is not there.
 * @typedef {{ readonly chosen: readonly Check[], readonly wish: Wish } | { readonly help: string } |
 *   { readonly fault: string }} Asked
 */

/**
 * Reads the arguments of `npm test`.
 * @param {readonly string[]} args names of checks; `--full`; `--help`; what begins with another dash, and all behind it, is
 *   for the tools
 * @param {readonly Check[]} catalogue
 * @param {boolean} isFull whether full counts were asked for otherwise
 * @returns {Asked}
 */
export function askedFor(args, catalogue, isFull) {
  if (args.some((arg) => arg === '--help' || arg === '-h')) return { help: usage(catalogue) };
  const firstExtra = args.findIndex((arg) => arg.startsWith('-') && arg !== '--full');
  const own = firstExtra === -1 ? args : args.slice(0, firstExtra);
  const names = own.filter((arg) => arg !== '--full');
  const wish = { isFull: isFull || own.includes('--full'), extra: firstExtra === -1 ? [] : args.slice(firstExtra) };
  const isOf = (/** @type {string} */ check, /** @type {string} */ name) =>
    check === name || check.startsWith(`${name}:`);
  const unknown = names.filter((name) => !catalogue.some((check) => isOf(check.name, name)));
  if (unknown.length > 0) {
    return { fault: `There is no check ${unknown.join(', ')}. There are: ${namesOf(catalogue).join(', ')}` };
  }
  const isMeant = (/** @type {Check} */ { onlyByName, onlyInFull }) => !onlyByName && (wish.isFull || !onlyInFull);
  const isNamed = (/** @type {Check} */ { name }) => names.some((each) => isOf(name, each));
  return { chosen: catalogue.filter(names.length === 0 ? isMeant : isNamed), wish };
}

const namesOf = (/** @type {readonly Check[]} */ catalogue) => catalogue.map(({ name }) => name);

/** @param {readonly Check[]} catalogue */
function usage(catalogue) {
  const when = (/** @type {Check} */ { onlyByName, onlyInFull }) => {
    if (onlyByName) return '  by name only';
    return onlyInFull ? '  with --full, or by name' : '';
  };
  return [
    'npm test [-- CHECK… [--full] [FLAG…]]',
    '',
    'Sets up what the checks need, runs them, or those that are named, and sums up. "e2e" names both of its checks.',
    '',
    ...catalogue.map((check) => `  ${check.name}${when(check)}`),
    '',
    '  --full  full counts, and every version of etcd at hand',
    '  FLAG…   any other flag, and all behind it, is for the tool that runs the check: -t "a name"',
  ].join('\n');
}
