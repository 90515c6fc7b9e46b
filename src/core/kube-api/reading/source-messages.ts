import type { SourceOrigin } from '../../../contract/key-source.ts';
import type { KeyChildrenPage, KeyValue } from '../../../contract/keys.ts';
import type { WatchNotice } from '../../../contract/watches.ts';
import type { WatchRange } from '../../etcd/watch.ts';
import type { PackedEntries } from '../../sources/packed-entries.ts';
import type { ChildrenRequest, FirstEntries, KeySpan, KeysPage, SourceReads } from '../../sources/source-reader.ts';

/** A revision to read at; `null`: the newest one, or the source's own. */
interface At {
  readonly revision: number | null;
}

/** What is asked of a source in another thread and answered at once. */
export type SourceCall = At &
  (
    | { readonly kind: 'get'; readonly key: Uint8Array }
    | { readonly kind: 'first'; readonly span: KeySpan; readonly limit: number }
    | { readonly kind: 'count'; readonly span: KeySpan }
    | { readonly kind: 'origin' }
  );

/** The answers to a `SourceCall`, by its kind. */
export interface SourceAnswers {
  readonly get: Awaited<ReturnType<SourceReads['get']>>;
  readonly first: FirstEntries;
  readonly count: Awaited<ReturnType<SourceReads['count']>>;
  readonly origin: SourceOrigin;
}

/**
 * What the bytes of pages are put into if there is room: they are gone when the next page is asked for. `'made'`: memory that
 * is made for them where there are several. `null`: they are moved.
 */
export type PagesMemory = SharedArrayBuffer | 'made' | null;

/** What is asked of a source in another thread and answered in parts. */
export type SourceOpen = At &
  (
    | { readonly kind: 'children'; readonly request: ChildrenRequest }
    | { readonly kind: 'keys'; readonly span: KeySpan }
    | {
        readonly kind: 'pages';
        readonly span: KeySpan;
        readonly memory: PagesMemory;
      }
    | { readonly kind: 'entries'; readonly span: KeySpan }
    | { readonly kind: 'values' | 'each'; readonly run: Pick<KeysPage, 'keys' | 'revision'> }
    | { readonly kind: 'changes'; readonly range: Omit<WatchRange, 'signal'> }
  );

/** The parts of the answers to a `SourceOpen`, by its kind. */
export interface SourceParts {
  readonly children: KeyChildrenPage;
  readonly keys: Omit<KeysPage, 'digestOf'>;
  readonly pages: FirstEntries;
  readonly entries: { readonly packed: PackedEntries; readonly revision: number; readonly total: number | null };
  readonly values: PackedEntries;
  readonly each: PackedEntries;
  /** Several at a time where they came at a time. */
  readonly changes: WatchNotice<KeyValue>;
}
