import type { ClusterId, ConnectionId } from '../../contract/ids.ts';
import { forgetEdit, noteEdit, type UnsavedEdit } from './unsaved.ts';

/** The owner of the edits that are kept. */
export interface Keeping {
  readonly connection: ConnectionId;
  /** The cluster that the edits were made on; `null` while it is not known, and then nothing is kept. */
  readonly cluster: ClusterId | null;
  /** The connection's name. */
  readonly where: string;
}

/** A larger edit is not kept: all edits share the window's memory. */
export const mostKeptLetters = 300_000;

/** An edit on a model. */
export interface KeptEdit {
  /** Changes whenever the edit does. */
  readonly version: unknown;
  readonly edit: UnsavedEdit;
}

/** A model with edits, each by its name. */
export interface EditedModel {
  readonly edits: () => ReadonlyMap<string, KeptEdit>;
  readonly subscribe: (listener: () => void) => () => void;
  /** Puts back what was edited before the page was reloaded: the drafts whose places begin with `begin`. */
  readonly putBack: (begin: string) => void;
}

const kept = new WeakMap<object, { readonly cluster: ClusterId | null; readonly stop: () => void }>();

/** Puts the edits of a model back, once for each cluster, and from then on keeps those that are made there. */
export function keepEditsOf(
  model: object,
  kind: string,
  { connection, cluster }: Pick<Keeping, 'connection' | 'cluster'>,
  edited: EditedModel,
): void {
  const before = kept.get(model);
  if (before !== undefined && before.cluster === cluster) return;
  before?.stop();
  const begin = `${kind}/${connection}/${cluster ?? 'unknown'}/`;
  if (cluster !== null) edited.putBack(begin);
  kept.set(model, { cluster, stop: noteEdits(begin, edited) });
}

function noteEdits(begin: string, { edits, subscribe }: EditedModel): () => void {
  const noted = new Map<string, unknown>();
  const forget = (name: string): void => {
    noted.delete(name);
    forgetEdit(begin + name);
  };
  const look = (): void => {
    const now = edits();
    for (const [name, { version, edit }] of now) {
      if (noted.get(name) === version) continue;
      noted.set(name, version);
      noteEdit(begin + name, edit);
    }
    for (const name of [...noted.keys()]) if (!now.has(name)) forget(name);
  };
  look();
  const stopHearing = subscribe(look);
  return () => {
    stopHearing();
    for (const name of [...noted.keys()]) forget(name);
  };
}
