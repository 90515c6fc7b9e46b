import type { CallOptions } from '../../contract/abort.ts';
import type { Api } from '../../contract/api.ts';
import type { Failure } from '../../contract/failure.ts';
import type { GlanceEnd, KeyGlance, ObjectGlance } from '../../contract/glance.ts';
import type { KeySource } from '../../contract/key-source.ts';
import type { Command, FoundCommands } from '../state/commands.ts';
import { failureOf } from '../state/failure.ts';
import { escapeBytes, toHex } from '../ui/byte-text.ts';
import { plural } from '../ui/format.ts';
import { KeysIcon, KubernetesIcon } from '../ui/icons.tsx';
import { describeFailure } from './failures/failure-words.ts';
import { merged } from './merged.ts';

/** Where names are searched, and what opens a result. */
export interface NamePlace {
  readonly api: Pick<Api, 'keys' | 'kubernetes'>;
  readonly source: KeySource;
  /** What the keys that the source is about begin with. */
  readonly within: Uint8Array;
  readonly onKey: (key: Uint8Array) => void;
  readonly onObject: (key: Uint8Array) => void;
}

const ofEach = 8;

/** Without an answer after this long, the key is offered unchecked. */
const lateMs = 2_000;

type Notice =
  | KeyGlance
  | ObjectGlance
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'late' };

/** Finds the key that a text names, and keys and Kubernetes objects with similar names. */
export async function* findNames(
  { api, source, within, onKey, onObject }: NamePlace,
  query: string,
  signal: AbortSignal,
): AsyncGenerator<FoundCommands, void> {
  const options: CallOptions = { signal };
  const goToKey = (group: string): Command => ({
    id: 'found.named',
    title: `Go to key ${query}`,
    group,
    icon: <KeysIcon />,
    isLiteral: true,
    run: () => onKey(new TextEncoder().encode(query)),
  });
  const seen = new Set<string>();
  const hits: Command[] = [];
  const take = (key: Uint8Array, shown: Pick<Command, 'title' | 'group' | 'icon'>, run: () => void): void => {
    const id = `found.${toHex(key)}`;
    if (seen.has(id)) return;
    seen.add(id);
    hits.push({ id, ...shown, isLiteral: true, run });
  };
  let named: FoundCommands['named'];
  let failure: Failure | null = null;
  const ends: GlanceEnd[] = [];
  let running = 2;
  const notices = merged<Notice>(
    orFailed(api.keys.glance({ source, name: query, within, limit: ofEach }, options)),
    orFailed(api.kubernetes.glance({ source, text: query, limit: ofEach }, options)),
    late(),
  );
  for await (const notice of notices) {
    switch (notice.kind) {
      case 'exact':
        named = notice.isThere ? goToKey('Key') : notice.isThere === null ? goToKey('your user may not look') : null;
        break;
      case 'keys':
        for (const { key } of notice.keys) {
          take(key, { title: escapeBytes(key).text, group: 'Key', icon: <KeysIcon /> }, () => onKey(key));
        }
        break;
      case 'objects':
        for (const { key, resource, namespace, name } of notice.objects) {
          const group = namespace === null ? resource : `${resource} in ${namespace}`;
          take(key, { title: name, group, icon: <KubernetesIcon /> }, () => onObject(key));
        }
        break;
      case 'ended':
        ends.push(notice);
        running -= 1;
        break;
      case 'late':
        if (named === undefined) named = goToKey('there is no answer yet');
        break;
      case 'failed':
        failure ??= notice.failure;
        running -= 1;
        // It may exist all the same, and opening it says more.
        if (named === undefined) named = goToKey('it could not be looked for');
    }
    if (running === 0) break;
    yield { named, hits: [...hits], note: noteOf(hits.length, named, ends, failure), isLooking: true };
  }
  yield { named: named ?? null, hits: [...hits], note: noteOf(hits.length, named, ends, failure), isLooking: false };
}

/** Says how far the search looked, once it has ended. */
function noteOf(
  hits: number,
  named: FoundCommands['named'],
  ends: readonly GlanceEnd[],
  failure: Failure | null,
): string | null {
  if (failure !== null) return `Not all names could be looked at. ${describeFailure(failure).title}`;
  if (ends.length < 2) return null;
  const looked = ends.reduce((sum, end) => sum + end.looked, 0);
  const isComplete = ends.every((end) => end.isComplete);
  // It stopped at enough hits or too many names, or the user may not read all of them.
  if (!isComplete) return `Looked at ${plural(looked, 'name')} only; there may be more.`;
  // The key that is offered by its name is not among the hits.
  if (hits > 0 || named) return `Looked at all ${plural(looked, 'name')}.`;
  return `None of ${plural(looked, 'name')} is like this.`;
}

async function* orFailed<T extends Notice>(stream: AsyncIterable<T>): AsyncGenerator<Notice, void> {
  try {
    yield* stream;
  } catch (error) {
    yield { kind: 'failed', failure: failureOf(error) };
  }
}

async function* late(): AsyncGenerator<Notice, void> {
  await new Promise((resolve) => setTimeout(resolve, lateMs));
  yield { kind: 'late' };
}
