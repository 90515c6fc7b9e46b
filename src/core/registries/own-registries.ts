import type { CallOptions } from '../../contract/abort.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { isDenied } from '../etcd/failures.ts';
import { alwaysThere, registryPrefix } from '../kubernetes-storage/layout/registries.ts';
import type { SourceReads } from '../sources/source-reader.ts';

const slash = Uint8Array.of(0x2f);
/** A keyspace with more folders at its top is not mainly used for registries. */
const mostFolders = 64;
const atOnce = 16;

/**
 * Finds registries at custom prefixes, as `--etcd-prefix` sets them: among the folders at the top, and at `own`, a
 * prefix that the operator named. Costs a listing of the first level and a look at four keys of each folder; for a user
 * who may not list it there are none. Fails as reads do.
 */
export async function findOwnRegistries(
  source: Pick<SourceReads, 'children' | 'get'>,
  own: Uint8Array,
  options?: CallOptions,
): Promise<readonly Uint8Array[]> {
  const named = own.length === 0 ? [] : [registryPrefix(own)];
  const folders = await foldersAtTheTop(source, options);
  const asked = [...named, ...folders.filter((one) => !named.some((other) => compareBytes(one, other) === 0))];
  const found: Uint8Array[] = [];
  for (let at = 0; at < asked.length; at += atOnce) {
    const part = asked.slice(at, at + atOnce);
    const are = await Promise.all(part.map((prefix) => isRegistry(source, prefix, options)));
    found.push(...part.filter((_, place) => are[place]));
  }
  return found;
}

/** Whether a prefix is a registry's: it has a key that every API server makes. Costs a look at four keys. */
export async function isRegistry(
  source: Pick<SourceReads, 'get'>,
  prefix: Uint8Array,
  options?: CallOptions,
): Promise<boolean> {
  const found = await Promise.all(
    alwaysThere(prefix).map(async (key) => {
      try {
        return (await source.get(key, options)).entry !== null;
      } catch (error) {
        return unlessDenied(error, false);
      }
    }),
  );
  return found.includes(true);
}

async function foldersAtTheTop(
  source: Pick<SourceReads, 'children'>,
  options?: CallOptions,
): Promise<readonly Uint8Array[]> {
  const folders: Uint8Array[] = [];
  try {
    const level = { prefix: slash, delimiter: slash, after: null, limit: mostFolders };
    for await (const { children } of source.children(level, options)) {
      for (const child of children) if (child.kind === 'folder') folders.push(child.prefix);
    }
  } catch (error) {
    return unlessDenied(error, folders);
  }
  return folders;
}

function unlessDenied<T>(error: unknown, instead: T): T {
  if (isDenied(error)) return instead;
  throw error;
}
