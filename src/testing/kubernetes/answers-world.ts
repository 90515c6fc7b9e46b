import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createKubeAnswers } from '../../core/kube-answers/create-kube-answers.ts';
import type { KubeAnswers, StoredEntry } from '../../core/kube-answers/kube-answers.ts';
import { builtInResources } from '../../core/kube-answers/resources/built-in-resources.ts';
import { loadResourceTable, type ResourceTable } from '../../core/kube-answers/resources/resource-table.ts';
import { apiVersionOf, type Served } from '../../core/kube-answers/resources/served-resource.ts';
import { encodeObject } from '../../core/kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../../core/kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../../core/kubernetes-storage/codec/schema.ts';
import { objectKey } from '../../core/kubernetes-storage/layout/object-key.ts';
import type { Store } from '../../core/ports.ts';
import { createValueCodecs } from '../../core/values/value-codecs.ts';
import { yamlToJson } from '../../core/values/yaml/read-yaml.ts';
import { testWorkerFile } from '../ports.ts';

/** The product's own data files. */
export const resourcesFolder = fileURLToPath(new URL('../../../resources', import.meta.url));
/** Where the registry of these tests is. */
export const registry = new Uint8Array(Buffer.from('/registry/'));

/** What is needed to answer from stored objects. */
export interface AnswersWorld {
  readonly schema: KubernetesSchema;
  readonly table: ResourceTable;
  readonly answers: KubeAnswers;
  /** Returns a built-in resource in a version. */
  served(apiVersion: string, resource: string): Served;
  /** Returns an object as it is stored. */
  stored(json: string, modRevision: number): StoredEntry;
}

/** Returns answers at a time, as of a registry in which nothing is stored. */
export async function answersWorld({ now = 0, reveal = true } = {}): Promise<AnswersWorld> {
  const schema = await loadKubernetesSchema(resourcesFolder);
  const table = await loadResourceTable(resourcesFolder);
  const clock = { now: () => now };
  const ports = { resourcesFolder, clock, workerFile: testWorkerFile, openStore: () => noSettings };
  const codecs = createValueCodecs(ports, () => new AbortController().signal);
  const answers = await createKubeAnswers({ ports, codecs, source: null, reveal });
  const resources = builtInResources(schema, table, registry, []);
  return {
    schema,
    table,
    answers,
    served(apiVersion, resource) {
      const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
      const found = resources.find((one) => one.group === group && one.resource === resource);
      const row = table.find((one) => one.group === group && one.resource === resource);
      if (row === undefined) throw new Error(`there is no ${resource} in ${group}`);
      const known = found ?? {
        ...row,
        listKind: `${row.kind}List`,
        isNamespaced: row.namespaced,
        prefix: registry,
        custom: null,
      };
      return { resource: { ...known, versions: [version] }, version, apiVersion: apiVersionOf(group, version) };
    },
    stored(json, modRevision) {
      const {
        metadata,
        ...named
      }: { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } } = JSON.parse(json);
      const key = objectKey(registry, named, metadata.namespace ?? null, metadata.name);
      if (key === null) throw new Error(`no key is known of a ${named.kind}`);
      return { key, value: encodeObject(schema, json, null), modRevision };
    },
  };
}

/** No answer needs a setting. */
const noSettings: Store = { path: '', read: () => ({}), write: () => undefined };

/** Returns the objects of a YAML file as JSON. */
export function objectsIn(file: URL): readonly string[] {
  return readFileSync(file, 'utf8').split('\n---\n').map(yamlToJson);
}

/** Returns a list's whole answer. */
export async function wholeList(
  { answers }: AnswersWorld,
  served: Served,
  accept: string,
  entries: readonly StoredEntry[],
  { revision = 1, includeObject = null }: { readonly revision?: number; readonly includeObject?: string | null } = {},
): Promise<Buffer> {
  const list = answers.list(served, answers.form(served, accept, includeObject));
  list.begin({ resourceVersion: revision, continue: null, remainingItemCount: null });
  for (const entry of entries) list.add(await answers.open(served, entry));
  return Buffer.concat(list.end());
}

/** What a client that wants a table accepts. */
export const asTable = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
/** What a client that wants metadata alone accepts. */
export const asMetadata = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
/** What a client of Go accepts. */
export const asProtobuf = 'application/vnd.kubernetes.protobuf,application/json';
