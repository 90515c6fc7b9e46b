import { type Command, InvalidArgumentError, Option } from 'commander';
import { EtcdeckError } from '../contract/failure.ts';
import { type KeyEncoding, keyEncodings } from './bytes.ts';
import { duration } from './durations.ts';

/** How answers are printed. */
export const formats = ['table', 'json', 'simple'] as const;
export type Format = (typeof formats)[number];

/**
 * The flags that every command accepts, before or after its name; `undefined` where not given. They are etcdctl's own.
 */
export interface GlobalFlags {
  readonly endpoints?: readonly string[];
  readonly discoverySrv?: string;
  readonly discoverySrvName?: string;
  readonly cacert?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly user?: string;
  readonly password?: string;
  readonly insecureSkipTlsVerify?: boolean;
  readonly insecureTransport?: boolean;
  readonly dialTimeout?: number;
  readonly commandTimeout?: number;
  readonly connection?: string;
  readonly writeOut?: Format;
  readonly hex?: boolean;
  readonly keyEncoding?: KeyEncoding;
  readonly debug?: boolean;
}

/**
 * Declares them. Where a flag is not given, its `ETCDCTL_*` variable counts, as `withVariables` of etcdctl-variables.ts
 * reads it.
 */
export function addGlobalFlags(program: Command): void {
  program
    .addOption(
      new Option('--endpoints <urls>', 'client URLs, joined by commas (127.0.0.1:2379 by default)').argParser(
        (list: string, before: readonly string[] = []) => [...before, ...splitList(list)],
      ),
    )
    .option('--discovery-srv <domain>', 'find the endpoints in the SRV records of a domain')
    .option('--discovery-srv-name <service>', 'the service among those of the domain')
    .option('--cacert <file>', "verify the servers' certificates with this CA bundle")
    .option('--cert <file>', 'the client certificate')
    .option('--key <file>', 'the private key of the client certificate')
    .option('--user <name[:password]>', 'the user; the password is asked for where it is not given')
    .option('--password <password>', "the user's password")
    .option('--insecure-skip-tls-verify', "do not verify the servers' certificates")
    .addOption(new Option('--no-insecure-skip-tls-verify').hideHelp())
    .option('--insecure-transport', 'speak plain http to endpoints given without a scheme; =false: TLS')
    .addOption(new Option('--no-insecure-transport').hideHelp())
    .addOption(new Option('--dial-timeout <duration>', 'how long to try to connect').argParser(duration))
    .addOption(new Option('--command-timeout <duration>', 'how long a short command may take').argParser(duration))
    .option('--connection <name>', 'a connection saved by the app, in place of the flags above')
    .addOption(
      new Option('-w, --write-out <format>', 'how to print; simple: as etcdctl does')
        .choices(formats)
        .argParser(format),
    )
    .option('--hex', 'print keys and values as hexadecimal; no matter to json')
    .addOption(new Option('--no-hex').hideHelp())
    .addOption(new Option('--key-encoding <encoding>', 'how keys are given as arguments (utf8)').choices(keyEncodings))
    .option('--debug', 'tell on stderr what goes on')
    .addOption(new Option('--no-debug').hideHelp());
}

/**
 * etcdctl takes `--flag=true` and `--flag=false` for a flag without a value; the parser here takes `--flag` and
 * `--no-flag`. What follows `--` is no flag.
 */
export function spellBooleans(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return args.map((arg, index) => {
    const [, name, value] = /^--([a-z-]+)=(\w+)$/.exec(arg) ?? [];
    const isBoolean = name !== undefined && value !== undefined && booleans.has(name) && (end < 0 || index < end);
    return isBoolean ? `--${parseBoolean(value) ? '' : 'no-'}${name}` : arg;
  });
}

/**
 * etcdctl's global flags that etcdeck does not take, and what there is in their place. Refused by name: an unknown flag
 * would look like a typing mistake to operators who have used it for years.
 */
const unsupported: Readonly<Record<string, string>> = {
  'keepalive-time': 'a connection in use is pinged every 10 s; bound a command with --command-timeout',
  'keepalive-timeout': 'a ping may take 5 s; bound a command with --command-timeout',
  'insecure-discovery': 'records for TLS are preferred, and the certificates are held against the endpoints found',
  'max-request-bytes': 'requests have no bound here; the members have theirs',
  'max-recv-bytes': 'answers have no bound here',
};

/** Fails with `BadRequest` where a flag of etcdctl's is given that etcdeck does not take. */
export function refuseUnsupported(args: readonly string[]): void {
  const end = args.indexOf('--');
  for (const arg of end < 0 ? args : args.slice(0, end)) {
    const name = /^--([a-z-]+)(?:=|$)/.exec(arg)?.[1] ?? '';
    const instead = unsupported[name];
    if (instead === undefined) continue;
    throw new EtcdeckError({ code: 'BadRequest', message: `--${name} is not supported: ${instead}` });
  }
}

const booleans: ReadonlySet<string> = new Set([
  'insecure-skip-tls-verify',
  'insecure-transport',
  'debug',
  'hex',
  'prev-kv',
]);

/** Reads Go's spelling of truth, which etcdctl takes. Fails with `InvalidArgumentError`. */
export function parseBoolean(text: string): boolean {
  if (/^(1|t|T|true|TRUE|True)$/.test(text)) return true;
  if (/^(0|f|F|false|FALSE|False)$/.test(text)) return false;
  throw new InvalidArgumentError('it is true or false');
}

/** Returns the entries of a list joined by commas. */
export function splitList(list: string): readonly string[] {
  return list.split(',').map((entry) => entry.trim());
}

function format(text: string): Format {
  const value = text.replace(/^=/, '');
  const known = formats.find((one) => one === value);
  if (known !== undefined) return known;
  throw new InvalidArgumentError(
    /^(fields|protobuf)$/.test(value)
      ? `${value} is not supported; json has every field.`
      : 'It is table, json or simple.',
  );
}
