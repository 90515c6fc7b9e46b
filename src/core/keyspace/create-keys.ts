import type { KeySource } from '../../contract/key-source.ts';
import type { KeysApi } from '../../contract/keys.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import type { Journal } from '../journal/journal.ts';
import { lateStream } from '../late.ts';
import type { Ports } from '../ports.ts';
import { spanOf } from '../sources/key-span.ts';
import { listRows } from '../sources/list-rows.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { glanceAtNames } from './glance-at-names.ts';

/** Reads the keys of any source, and writes those of open connections. */
export function createKeys(
  open: OpenConnections,
  sources: OpenSources,
  codecs: ValueCodecs,
  ports: Ports,
  journal: Journal,
): KeysApi {
  const readable = (source: KeySource) => sources.require(source).readable;
  return {
    children: ({ source, ...request }, options) => readable(source).children(request, options),
    async get({ source, key, reveal }, options) {
      const { entry, revision } = await readable(source).get(key, options);
      return { entry: entry === null ? null : await codecs.toEntry(entry, { reveal }), revision };
    },
    count: async ({ source, prefix }, options) => await readable(source).count(spanOf(prefix), options),
    list: ({ source, ...request }, options) => listRows(readable(source), request, options),
    glance: ({ source, ...request }, options) => {
      // For a registry's keys, Kubernetes' own glance finds more.
      const opened = sources.require(source);
      return glanceAtNames(opened.readable, { ...request, besides: opened.registries() }, options);
    },
    search(request, options) {
      const parts = { source: readable(request.source), codecs, ports };
      return lateStream(async () => (await import('./search.ts')).searchKeys(parts, request, options));
    },
    async put({ connection, key, value, expectedModRevision, lease: wantedLease }, options) {
      codecs.refuseCovered(value);
      const write = { key, expectedModRevision, put: { value, lease: wantedLease } };
      const { writeKey } = await import('../writes/write-key.ts');
      const written = await writeKey(journal, open.require(connection), write, options);
      const { before, lease, revision, wasAnswerLost, journalEntry } = written;
      const createRevision = before?.createRevision ?? revision;
      const version = (before?.version ?? 0) + 1;
      const meta = { key, createRevision, modRevision: revision, version, lease };
      return { meta, revision, wasAnswerLost, journalEntry };
    },
    async delete({ connection, key, expectedModRevision }, options) {
      const write = { key, expectedModRevision, put: null };
      const { writeKey } = await import('../writes/write-key.ts');
      const { revision, wasAnswerLost, journalEntry } = await writeKey(
        journal,
        open.require(connection),
        write,
        options,
      );
      return { revision, wasAnswerLost, journalEntry };
    },
  };
}
