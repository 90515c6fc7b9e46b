import { InvalidArgumentError } from 'commander';
import { parseDuration } from './durations.ts';
import { type Format, formats, type GlobalFlags, parseBoolean, splitList } from './global-flags.ts';

/** Returns the flags given, and for those that are not, etcdctl's variables; an empty variable is none. */
export function withVariables(given: GlobalFlags, env: Readonly<Record<string, string | undefined>>): GlobalFlags {
  const variable = <T>(name: string, read: (text: string) => T): T | undefined => {
    const text = env[`ETCDCTL_${name}`];
    if (!text) return undefined;
    try {
      return read(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new InvalidArgumentError(`ETCDCTL_${name}=${text}: ${reason}`);
    }
  };
  const text = (name: string): string | undefined => variable(name, String);
  // A saved connection has its own cluster and user: the variables are for another one.
  const isSaved = given.connection !== undefined;
  const fromVariables = {
    ...(isSaved
      ? {}
      : {
          endpoints: variable('ENDPOINTS', splitList),
          discoverySrv: text('DISCOVERY_SRV'),
          discoverySrvName: text('DISCOVERY_SRV_NAME'),
          cacert: text('CACERT'),
          cert: text('CERT'),
          key: text('KEY'),
          user: text('USER'),
          insecureSkipTlsVerify: variable('INSECURE_SKIP_TLS_VERIFY', parseBoolean),
          insecureTransport: variable('INSECURE_TRANSPORT', parseBoolean),
        }),
    password: text('PASSWORD'),
    dialTimeout: variable('DIAL_TIMEOUT', parseDuration),
    commandTimeout: variable('COMMAND_TIMEOUT', parseDuration),
    // etcdctl has more formats; a shell set up for one of them is not wrong.
    writeOut: variable('WRITE_OUT', (value): Format => formats.find((one) => one === value) ?? 'table'),
    hex: variable('HEX', parseBoolean),
    debug: variable('DEBUG', parseBoolean),
  };
  const known = Object.entries(fromVariables).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(known), ...given };
}
