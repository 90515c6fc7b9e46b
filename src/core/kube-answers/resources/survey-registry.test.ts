import { beforeAll, expect, it } from 'vitest';
import { type AnswersWorld, answersWorld, objectsIn, registry } from '../../../testing/kubernetes/answers-world.ts';
import { compareBytes } from '../../bytes/bytes.ts';
import type { SortedEntries } from '../../sources/sorted-entries.ts';
import { sortedReads } from '../../sources/sorted-reads.ts';
import type { SourceReader } from '../../sources/source-reader.ts';
import type { StoredEntry } from '../kube-answers.ts';
import recorded from '../reference/recorded.json' with { type: 'json' };

let world: AnswersWorld;

beforeAll(async () => {
  world = await answersWorld();
});

/** Reads entries at their one revision. */
function readerOf(entries: readonly StoredEntry[]): SourceReader {
  const sorted = entries
    .map((entry) => ({ ...entry, createRevision: 1, version: 1, lease: null }))
    .sort((one, other) => compareBytes(one.key, other.key));
  const at = (place: number) => {
    const entry = sorted[place];
    if (entry === undefined) throw new Error(`there is no entry ${place}`);
    return entry;
  };
  const memory: SortedEntries = {
    revision: 9,
    length: sorted.length,
    keyAt: (place) => at(place).key,
    placeOf: (key) => sorted.filter((entry) => compareBytes(entry.key, key) < 0).length,
    listed: at,
    valueLength: (place) => at(place).value.length,
    entries: async (places) => places.map(at),
    digest: () => null,
  };
  const reader: SourceReader = {
    ...sortedReads(async () => memory),
    revision: 9,
    pin: () => reader,
    origin: () => Promise.reject(new Error('nobody asks where it is from')),
  };
  return reader;
}

const text = (key: string, value: string | Uint8Array): StoredEntry => ({
  key: Buffer.from(key),
  value: typeof value === 'string' ? Buffer.from(value) : value,
  modRevision: 3,
});

it('finds what a registry can answer, and who wrote it', async () => {
  const running = objectsIn(new URL('../reference/running-objects.yaml', import.meta.url));
  const { stored } = recorded.custom;
  const catalogue = await world.answers.survey(
    readerOf([
      ...running.map((json) => world.stored(json, 1)),
      ...stored.map(({ key, value }) => text(key, value)),
      text('/registry/ranges/serviceips', 'k8s\0damaged'),
      text('/registry/masterleases/10.0.0.1', 'other'),
      text('/registry/apiextensions.k8s.io/customresourcedefinitions/broken', '{"kind":'),
    ]),
    registry,
  );
  expect(catalogue.kubernetesVersion).toBe('v1.33.4');
  expect(catalogue.find('example.com', 'v2beta1', 'widgets')?.resource).toMatchObject({
    kind: 'Widget',
    shortNames: ['wd'],
  });
  expect(catalogue.find('events.k8s.io', 'v1', 'events')).not.toBeNull();
  expect(catalogue.find('batch', 'v1', 'cronjobs')).not.toBeNull();
  expect(catalogue.find('', 'v1', 'ranges')).toBeNull();
  expect(catalogue.groups[0]).toEqual({ group: '', versions: ['v1'] });
});

it('looks at several objects of a kind that may be stored in several versions', async () => {
  const autoscaler = (version: string, name: string) =>
    world.stored(
      JSON.stringify({
        apiVersion: `autoscaling/${version}`,
        kind: 'HorizontalPodAutoscaler',
        metadata: { name, namespace: 'app' },
      }),
      1,
    );
  const catalogue = await world.answers.survey(readerOf([autoscaler('v2', 'a'), autoscaler('v1', 'b')]), registry);
  const versions = catalogue.resources.find(({ resource }) => resource === 'horizontalpodautoscalers')?.versions;
  expect(versions).toEqual(['v1']);
});

it('takes the version of the API servers, where their pods tell', async () => {
  const server = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'kube-apiserver-a', namespace: 'kube-system' } };
  const spec = { containers: [{ name: 'kube-apiserver', image: 'registry.k8s.io/kube-apiserver:v1.34.2' }] };
  const node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'a' },
    status: { nodeInfo: { kubeletVersion: 'v1.33.0' } },
  };
  const entries = [{ ...server, spec }, node].map((object) => world.stored(JSON.stringify(object), 1));
  expect((await world.answers.survey(readerOf(entries), registry)).kubernetesVersion).toBe('v1.34.2');
  expect((await world.answers.survey(readerOf([]), registry)).kubernetesVersion).toBeNull();
});
