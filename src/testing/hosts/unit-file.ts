/** What a service's unit files say of its process. */
export interface Unit {
  readonly command: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** Reads a service's unit file and its drop-ins, in their order, as systemd does. Throws for what it would refuse. */
export function readUnit(texts: readonly string[]): Unit {
  let commands: readonly string[][] = [];
  let variables: readonly string[] = [];
  for (const [key, value] of texts.flatMap(serviceSettings)) {
    if (key === 'ExecStart') commands = value === '' ? [] : [...commands, wordsOf(value)];
    if (key === 'Environment') variables = value === '' ? [] : [...variables, ...wordsOf(value)];
  }
  const [command, ...more] = commands;
  if (command === undefined || more.length > 0) throw new Error(`the unit has ${commands.length} commands, not one`);
  if (!command[0]?.startsWith('/')) throw new Error(`${command[0]} is no absolute path`);
  return { command, variables: Object.fromEntries(variables.map(nameAndValue)) };
}

function serviceSettings(text: string): readonly (readonly [string, string])[] {
  let section = '';
  return text
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*[#;]/.test(line))
    .flatMap((line) => {
      const heading = /^\[(.*)\]$/.exec(line)?.[1];
      if (heading !== undefined) section = heading;
      return heading === undefined && section === 'Service' ? [nameAndValue(line)] : [];
    });
}

function nameAndValue(line: string): readonly [string, string] {
  const at = line.indexOf('=');
  if (at < 1) throw new Error(`no setting: ${line}`);
  return [line.slice(0, at), line.slice(at + 1)];
}

/** Splits at blanks outside quotes, and takes escapes, specifiers and variables for what they stand for. */
function wordsOf(text: string): string[] {
  const words = text.match(/(?:"(?:[^"\\]|\\.)*"|[^\s"])+/g) ?? [];
  return words.map((word) => {
    const isQuoted = word.startsWith('"');
    const plain = isQuoted ? unescaped(word.slice(1, -1)) : word;
    return plain.replace(/%(.?)|\$(.?)/g, (_, percent, dollar) => {
      if (percent === '%') return '%';
      if (dollar === '$') return '$';
      throw new Error(`a specifier or a variable in ${word}`);
    });
  });
}

function unescaped(text: string): string {
  const bytes = [...text.matchAll(/\\x([0-9a-f]{2})|\\(.)|([^\\]+)/gs)].map(([, byte, escaped, plain]) =>
    byte === undefined ? Buffer.from(escaped ?? plain ?? '') : Buffer.from(byte, 'hex'),
  );
  return Buffer.concat(bytes).toString('utf8');
}
