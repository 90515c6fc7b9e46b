/** A setting from a flag, a variable or a key of a file, under the flag's name. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  /** The original text, for display. */
  readonly shown: string;
}

/**
 * Returns each flag with its value, or `true` where none follows. A word without dashes that follows no flag is
 * ignored.
 */
export function settingsOfFlags(words: readonly string[], booleans: ReadonlySet<string>): readonly Setting[] {
  const settings: Setting[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [, name, value] = /^--?([a-z][a-z0-9-]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (name === undefined) continue;
    const next = words[at + 1];
    if (value !== undefined) settings.push({ name, value, shown: word });
    // No value of a flag begins with two dashes.
    else if (booleans.has(name) || next === undefined || next.startsWith('--'))
      settings.push({ name, value: 'true', shown: word });
    else {
      settings.push({ name, value: next, shown: `${word} ${next}` });
      at += 1;
    }
  }
  return settings;
}

/** Returns the variables with a prefix, `ETCDCTL_CACERT=…`, under their flags' names. */
export function settingsOfVariables(words: readonly string[], prefix: string): readonly Setting[] {
  return words.flatMap((word) => {
    const [, name, value] = /^([A-Z][A-Z0-9_]*)=([\s\S]*)$/.exec(word) ?? [];
    if (name === undefined || value === undefined || !name.startsWith(prefix)) return [];
    return [{ name: name.slice(prefix.length).toLowerCase().replaceAll('_', '-'), value, shown: word }];
  });
}

/** Whether a value is true in Go's spelling. */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(1|t|true)$/i.test(value);
}

/** Whether a value has a shell variable or substitution, whose result is unknown here. */
export function holdsVariable(value: string): boolean {
  return /\$[({\w]|`/.test(value);
}

/** Returns the items of a list that is separated by commas, without spaces and empty ones. */
export function listOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
