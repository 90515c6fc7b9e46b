import type { CallOptions } from '../../../contract/abort.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { etcdBooleans } from '../../connections/importers/etcd-server-settings.ts';
import { settingsOfFlags } from '../../connections/importers/named-settings.ts';
import { isRecord } from '../../settings/document.ts';

/** What a running member says of its own start. */
interface RunningMember {
  /** The flags of its command line by name; those from variables or a file are not among them. */
  readonly flags: ReadonlyMap<string, string>;
  /** `3.5.30`. */
  readonly version: string | null;
}

const mostAsked = 5;
const timeoutMs = 2_000;
/** A member's variables are about 5 kB, and those of its command line's length more. */
const mostBytes = 262_144;
const mostWords = 512;
const longestWord = 8_192;

/**
 * Asks members how they were started, at a few endpoints at a time, and returns the first one that says it. Members
 * serve this on their client URLs to whoever has a certificate, without a token. What they say is unchecked but for its
 * size. Needs no quorum; costs each member 2 ms of CPU. Where none answers, nothing is known.
 */
export async function askRunningMember(
  connection: Pick<OpenConnection, 'get'>,
  endpoints: readonly string[],
  options: CallOptions = {},
): Promise<RunningMember> {
  const read = async (endpoint: string, path: string): Promise<unknown> => {
    if (!URL.canParse(path, endpoint)) return null;
    try {
      const bounds = { timeoutMs, mostBytes, allowsPlain: false, signal: options.signal };
      const { status, body } = await connection.get(new URL(path, endpoint).href, bounds);
      return status === 200 ? JSON.parse(new TextDecoder().decode(body)) : null;
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      if (error instanceof EtcdeckError && error.code !== 'Cancelled') return null;
      throw error;
    }
  };
  const asked = [...new Set(endpoints)].slice(0, mostAsked);
  const said = await Promise.all(
    asked.map(async (endpoint) => {
      const [variables, version] = await Promise.all([read(endpoint, '/debug/vars'), read(endpoint, '/version')]);
      return { flags: flagsIn(variables), version: versionIn(version) };
    }),
  );
  return {
    flags: said.find(({ flags }) => flags.size > 0)?.flags ?? new Map(),
    version: said.find(({ version }) => version !== null)?.version ?? null,
  };
}

/** Of a flag given twice the last one counts, as for etcd. */
function flagsIn(variables: unknown): ReadonlyMap<string, string> {
  const words: readonly unknown[] = isRecord(variables) && Array.isArray(variables.cmdline) ? variables.cmdline : [];
  if (words.length > mostWords) return new Map();
  const texts = words.filter((word) => typeof word === 'string');
  if (texts.length < words.length || texts.some((text) => text.length > longestWord)) return new Map();
  return new Map(settingsOfFlags(texts.slice(1), etcdBooleans).map(({ name, value }) => [name, value]));
}

function versionIn(answer: unknown): string | null {
  const version = isRecord(answer) ? answer.etcdserver : null;
  return typeof version === 'string' && /^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(version) ? version : null;
}
