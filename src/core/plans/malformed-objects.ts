import type { CallOptions } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { liveKeys } from '../../contract/key-source.ts';
import type { MalformedObject } from '../../contract/planned-changes.ts';
import { afterPrefix, lastIndexOfBytes } from '../bytes/bytes.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { cancelled, isDenied } from '../etcd/failures.ts';
import { range } from '../etcd/kv.ts';
import { type FoundFault, type Neighbours, objectFault } from '../kubernetes-storage/heads/object-fault.ts';
import { storedAs } from '../kubernetes-storage/heads/stored-as.ts';
import { builtInOf } from '../kubernetes-storage/layout/registries.ts';
import { breathe } from '../streams/breath.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import type { Change } from './change-list.ts';
import { registryAround } from './registry-around.ts';

/** As many as an operator can look through. */
const mostFound = 100;
/** How many values are decoded completely; of more, only the metadata is read. */
const mostRead = 1_000;
/** How many neighbours of a new object are read, and for how many resources. */
const mostNeighbours = 3;
const mostResources = 64;

/** What reading objects from values needs. */
export interface ObjectReader {
  readonly codecs: Pick<ValueCodecs, 'api' | 'opened'>;
  readonly connection: Pick<OpenConnection, 'id' | 'client' | 'registries'>;
}

/**
 * Returns the first hundred changes whose values an API server would not store at their keys: one that it cannot read
 * keeps it from listing the whole resource. Costs a read of three objects for each resource. Fails with `Cancelled`,
 * and as reads do.
 */
export async function malformedObjects(
  { codecs, connection }: ObjectReader,
  changes: Iterable<Change>,
  options: CallOptions,
): Promise<readonly MalformedObject[]> {
  const registries = connection.registries();
  const neighbours = new NeighbourReader(connection.client);
  const found: MalformedObject[] = [];
  let read = 0;
  for (const { key, value } of changes) {
    await breathe();
    if (options.signal?.aborted) throw cancelled('plan');
    const registry = value === null ? null : registryAround(registries, key);
    if (registry === null || value === null) continue;
    const clear = await codecs.opened(liveKeys(connection.id), key, value);
    const beside = await neighbours.of(registry, key, options);
    const fault = objectFault(registry, key, { value, clear }, beside);
    const isWhole = fault !== null || clear === null || ++read > mostRead || (await canBeRead(codecs, clear, options));
    const said: FoundFault | null = isWhole ? fault : { fault: 'NoObject', expected: null };
    if (said !== null) found.push({ key: key.slice(), ...said });
    if (found.length === mostFound) break;
  }
  return found;
}

/**
 * Whether an object can be decoded completely. One without a schema here, or too slow to decode, does not count as
 * damaged.
 */
async function canBeRead(codecs: ObjectReader['codecs'], clear: Uint8Array, options: CallOptions): Promise<boolean> {
  if (storedAs(clear) !== 'protobuf') return true;
  try {
    const form = { codec: 'kubernetes', showsManagedFields: true, reveal: true } as const;
    await codecs.api.decode({ source: null, key: new Uint8Array(), value: clear, ...form }, options);
    return true;
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    return error.code !== 'ValueMalformed';
  }
}

/** Finds out how a resource's objects are stored: reads a few of each resource, once. */
class NeighbourReader {
  readonly #client: OpenConnection['client'];
  readonly #known = new Map<string, Neighbours>();

  constructor(client: OpenConnection['client']) {
    this.#client = client;
  }

  async of(registry: Uint8Array, key: Uint8Array, options: CallOptions): Promise<Neighbours> {
    const prefix = resourcePrefix(registry, key);
    const name = Buffer.from(prefix).toString('latin1');
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const neighbours = this.#known.size < mostResources ? await this.#look(prefix, options) : nothingKnown;
    this.#known.set(name, neighbours);
    return neighbours;
  }

  async #look(prefix: Uint8Array, options: CallOptions): Promise<Neighbours> {
    const rangeEnd = afterPrefix(prefix);
    if (rangeEnd === null) return nothingKnown;
    try {
      const { kvs } = await range(this.#client, { key: prefix, rangeEnd, limit: mostNeighbours }, options);
      const are = (form: ReturnType<typeof storedAs>) =>
        kvs.length > 0 && kvs.every(({ value }) => storedAs(value) === form);
      return { areEncrypted: are('encrypted'), areProtobuf: are('protobuf') };
    } catch (error) {
      if (isDenied(error)) return nothingKnown;
      throw error;
    }
  }
}

const nothingKnown: Neighbours = { areEncrypted: false, areProtobuf: false };
const slash = Uint8Array.of(0x2f);

/** Returns the common prefix of a resource's keys; for a custom resource, that of its namespace. */
function resourcePrefix(registry: Uint8Array, key: Uint8Array): Uint8Array {
  const known = builtInOf(registry, key);
  if (known === undefined) return key.slice(0, lastIndexOfBytes(key, slash) + 1);
  return key.slice(0, registry.length + Buffer.byteLength(known.path) + 1);
}
