import type { CallOptions } from '../../../contract/abort.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { KeySource } from '../../../contract/key-source.ts';
import type { KeyValue } from '../../../contract/keys.ts';
import type { RegistryResource } from '../../../contract/kubernetes.ts';
import { concatBytes, lossyTextOf } from '../../bytes/bytes.ts';
import { readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { type KubernetesSchema, messageOf } from '../../kubernetes-storage/codec/schema.ts';
import { readTypeMeta } from '../../kubernetes-storage/codec/type-meta.ts';
import { readHead } from '../../kubernetes-storage/heads/read-head.ts';
import { storedAs } from '../../kubernetes-storage/heads/stored-as.ts';
import { listResources } from '../../registries/list-registry.ts';
import { spanOf } from '../../sources/key-span.ts';
import type { SourceReader } from '../../sources/source-reader.ts';
import type { ValueCodecs } from '../../values/value-codecs.ts';
import { convertDefinition } from '../objects/convert-definition.ts';
import { JsonParts } from '../objects/json-text.ts';
import { ObjectView } from '../view/object-view.ts';
import { builtInResources, hasSeveralShapes, type StoredSample } from './built-in-resources.ts';
import { customResource } from './custom-definition.ts';
import { groupsOf } from './group-order.ts';
import { newestVersion } from './kubernetes-version.ts';
import type { ResourceTable } from './resource-table.ts';
import { Catalogue, type ServedResource } from './served-resource.ts';

/** What a survey reads with. */
export interface Survey {
  readonly schema: KubernetesSchema;
  readonly table: ResourceTable;
  readonly source: KeySource | null;
  readonly codecs: Pick<ValueCodecs, 'opened'>;
}

const definitions = 'apiextensions.k8s.io/customresourcedefinitions/';
/** As many as are looked at for the version that wrote the registry. */
const mostNodes = 20;
const mostServers = 5;
/** The objects looked at where a resource may be stored in versions that differ. */
const mostSampled = 50;

/** Returns the resources that a registry can answer; see `KubeAnswers.survey`. */
export async function surveyRegistry(
  survey: Survey,
  reader: SourceReader,
  registry: Uint8Array,
  options?: CallOptions,
): Promise<Catalogue> {
  const pinned = reader.pin();
  const found: RegistryResource[] = [];
  for await (const part of listResources(pinned, registry, options)) found.push(...part);
  const samples = new Map<string, StoredSample>();
  for (const { prefix } of found) {
    const path = lossyTextOf(prefix.subarray(registry.length, -1));
    const sample = await sampleOf(survey, pinned, prefix, path, options);
    if (sample !== null) samples.set(path, sample);
  }
  const builtIn = builtInResources(survey.schema, survey.table, registry, [...samples.values()]);
  const taken = new Set(builtIn.map(({ group, resource }) => `${group}/${resource}`));
  const custom = await customResources(survey, pinned, registry, samples, options);
  const resources = [...builtIn, ...custom.filter(({ group, resource }) => !taken.has(`${group}/${resource}`))];
  const version = await kubernetesVersion(survey, pinned, registry, options);
  return new Catalogue(registry, resources, groupsOf(resources), version);
}

/** Yields the first values beneath a prefix, decrypted; those that no key opens are left out. */
async function firstValues(
  { codecs, source }: Survey,
  reader: SourceReader,
  prefix: Uint8Array,
  most: number,
  options?: CallOptions,
): Promise<readonly Uint8Array[]> {
  const entries: KeyValue[] = [];
  for await (const page of reader.keys(spanOf(prefix), options)) {
    const run = { keys: page.keys.slice(0, most), revision: page.revision };
    for await (const part of reader.values(run, options)) entries.push(...part);
    break;
  }
  const values = await Promise.all(entries.map(({ key, value }) => codecs.opened(source, key, value)));
  return values.flatMap((value) => (value === null ? [] : [value]));
}

/** Returns the types of a resource's first objects; `null` where none can be read. */
async function sampleOf(
  survey: Survey,
  reader: SourceReader,
  prefix: Uint8Array,
  path: string,
  options?: CallOptions,
): Promise<StoredSample | null> {
  const most = hasSeveralShapes(survey.schema, path) ? mostSampled : 1;
  const values = await firstValues(survey, reader, prefix, most, options);
  const heads = values.flatMap((value) => unlessDamaged(() => readHead(value)) ?? []);
  const [first] = heads;
  if (first === undefined) return null;
  return { path, apiVersions: [...new Set(heads.map(({ apiVersion }) => apiVersion))], kind: first.kind };
}

async function customResources(
  { codecs, source }: Survey,
  reader: SourceReader,
  registry: Uint8Array,
  samples: ReadonlyMap<string, StoredSample>,
  options?: CallOptions,
): Promise<readonly ServedResource[]> {
  const resources: ServedResource[] = [];
  const stored = {
    registry,
    apiVersionOf: (group: string, resource: string) => samples.get(`${group}/${resource}`)?.apiVersions[0] ?? null,
  };
  const prefix = concatBytes(registry, Buffer.from(definitions));
  for await (const { entries } of reader.entries(spanOf(prefix), options)) {
    for (const { key, value } of entries) {
      const clear = await codecs.opened(source, key, value);
      const text = clear === null || storedAs(clear) !== 'json' ? null : definitionText(lossyTextOf(clear));
      const resource = text === null ? null : customResource(new JsonParts(text, readJson(text)), text, stored);
      if (resource !== null) resources.push(resource);
    }
  }
  return resources.sort((one, other) => (one.resource < other.resource ? -1 : 1));
}

/** Returns a definition in apiextensions v1; `null` where it is damaged. */
function definitionText(text: string): string | null {
  try {
    const definition = new JsonParts(text, readJson(text));
    return definition.of('apiVersion').string().endsWith('/v1beta1') ? convertDefinition(definition) : text;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Returns the newest version that API servers' pods, or else nodes, name. */
async function kubernetesVersion(
  survey: Survey,
  reader: SourceReader,
  registry: Uint8Array,
  options?: CallOptions,
): Promise<string | null> {
  const at = (path: string) => concatBytes(registry, Buffer.from(path));
  const servers = await firstValues(survey, reader, at('pods/kube-system/kube-apiserver-'), mostServers, options);
  const images = servers.flatMap((value) =>
    viewOf(survey.schema, value, 'Pod').flatMap((pod) =>
      pod
        .message('spec')
        .list('containers')
        .map((container) => container.text('image')),
    ),
  );
  const ofServers = newestVersion(images.map((image) => image.slice(image.lastIndexOf(':') + 1)));
  if (ofServers !== null) return ofServers;
  const nodes = await firstValues(survey, reader, at('minions/'), mostNodes, options);
  return newestVersion(
    nodes.flatMap((value) =>
      viewOf(survey.schema, value, 'Node').map((node) =>
        node.message('status').message('nodeInfo').text('kubeletVersion'),
      ),
    ),
  );
}

/** Returns an object of a kind of the core group; none where the value is something else. */
function viewOf(schema: KubernetesSchema, value: Uint8Array, kind: string): readonly ObjectView[] {
  const meta = unlessDamaged(() => readTypeMeta(value));
  const message = messageOf(schema, 'v1', kind);
  return meta?.kind === kind && message !== undefined ? [new ObjectView(message, meta.raw)] : [];
}

function unlessDamaged<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === 'ValueMalformed') return null;
    throw error;
  }
}
