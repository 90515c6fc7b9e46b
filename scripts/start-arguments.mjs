const flags = ['--sandbox', '--link', '--help', '-h'];

/**
 * What `npm start` is to do. `port`: where the web host listens, as arguments of its own, for a desktop window has none.
 * @typedef {{ flags: readonly string[], port: readonly string[], unknown: readonly string[] }} StartArguments
 */

/** Sorts what is behind `npm start --`. @param {readonly string[]} args @returns {StartArguments} */
export function startArguments(args) {
  const apart = args.flatMap((arg) => (arg.startsWith('--port=') ? ['--port', arg.slice('--port='.length)] : [arg]));
  const at = apart.indexOf('--port');
  const hasPort = at >= 0 && /^\d{1,5}$/.test(apart[at + 1] ?? '');
  const port = hasPort ? apart.slice(at, at + 2) : [];
  const rest = hasPort ? apart.toSpliced(at, 2) : apart;
  return {
    flags: rest.filter((arg) => flags.includes(arg)),
    port,
    unknown: rest.filter((arg) => !flags.includes(arg)),
  };
}
