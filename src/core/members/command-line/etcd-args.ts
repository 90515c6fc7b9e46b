import { etcdBooleans } from '../../connections/importers/etcd-server-settings.ts';
import { settingsOfFlags } from '../../connections/importers/named-settings.ts';

/** Returns the flags of a command line by name. Of a flag that is given twice the last one counts, as for etcd. */
export function flagsIn(args: readonly string[]): ReadonlyMap<string, string> {
  return new Map(settingsOfFlags(args.slice(1), etcdBooleans).map(({ name, value }) => [name, value]));
}

/** Returns a command line with flags set, the program first. */
export function withFlags(args: readonly string[], flags: Readonly<Record<string, string>>): readonly string[] {
  const [program = 'etcd', ...rest] = args;
  const kept = settingsOfFlags(rest, etcdBooleans).filter(({ name }) => !Object.hasOwn(flags, name));
  const all = [...kept, ...Object.entries(flags).map(([name, value]) => ({ name, value }))];
  return [program, ...all.map(({ name, value }) => `--${name}=${value}`)];
}

/** Returns a command line without a flag. */
export function withoutFlag(args: readonly string[], name: string): readonly string[] {
  return flagsIn(args).has(name) ? withFlags(args, {}).filter((arg) => !arg.startsWith(`--${name}=`)) : args;
}
