import type { Api } from '../../../contract/api.ts';
import type { ClusterId, ConnectionId } from '../../../contract/ids.ts';
import { isClear, isClearText } from '../../app/values/is-clear.ts';
import { membersOf } from '../../state/members-of.ts';
import type { Store } from '../../state/store.ts';
import { draftsAt, forgetEdit, noteEdit } from '../../state/unsaved.ts';
import { bytesOf, escapeBytes, fromHex } from '../../ui/byte-text.ts';
import type { KubernetesDesk } from './kubernetes-desk.ts';
import type { ObjectEdit } from './object/object-edit.ts';

interface Keeping {
  readonly api: Pick<Api, 'values'>;
  readonly connection: ConnectionId;
  /** An edit belongs to the cluster that it was made on; `null` while nobody knows which that is: nothing is kept then. */
  readonly cluster: ClusterId | null;
  /** What the connection is called. */
  readonly where: string;
}

/** A larger edit is not kept: all of them share what a window's memory holds. */
const mostLetters = 300_000;

const kept = new WeakMap<Store<KubernetesDesk>, { readonly cluster: ClusterId | null; readonly stop: () => void }>();

/** Puts edits of objects back that were made before the page was loaded, and from then on keeps those that are made. */
export function keepEdits(desk: Store<KubernetesDesk>, keeping: Keeping): void {
  const before = kept.get(desk);
  if (before !== undefined && before.cluster === keeping.cluster) return;
  before?.stop();
  const begin = `object/${keeping.connection}/${keeping.cluster ?? 'unknown'}/`;
  const drafts = keeping.cluster === null ? [] : draftsAt(begin, parseEdit);
  if (drafts.length > 0) {
    desk.update((now) => ({
      ...now,
      edits: new Map([...drafts.map(({ place, draft }) => [place.slice(begin.length), draft] as const), ...now.edits]),
    }));
  }
  kept.set(desk, { cluster: keeping.cluster, stop: noteEdits(desk, begin, keeping) });
}

function noteEdits(desk: Store<KubernetesDesk>, begin: string, keeping: Keeping): () => void {
  const noted = new Map<string, ObjectEdit>();
  const forget = (name: string): void => {
    noted.delete(name);
    forgetEdit(begin + name);
  };
  const look = (): void => {
    const { edits } = desk.get();
    for (const [name, edit] of edits) {
      const key = fromHex(name);
      if (noted.get(name) === edit || key === null) continue;
      if (edit.draft === edit.baseText) {
        if (noted.has(name)) forget(name);
        continue;
      }
      noted.set(name, edit);
      noteEdit(begin + name, {
        title: escapeBytes(key).text,
        where: keeping.where,
        keep: async () => ((await mayKeep(keeping, key, edit)) ? { ...edit, isBroughtBack: true } : null),
      });
    }
    for (const name of [...noted.keys()]) if (!edits.has(name)) forget(name);
  };
  look();
  const stopHearing = desk.subscribe(look);
  return () => {
    stopHearing();
    for (const name of [...noted.keys()]) forget(name);
  };
}

/** Whether an edit may lie in the window's memory: not where it holds secret data, or might. */
async function mayKeep({ api, connection, cluster }: Keeping, key: Uint8Array, edit: ObjectEdit): Promise<boolean> {
  const { form, baseText, draft } = edit;
  if (cluster === null || edit.isClear !== true || form.reveal) return false;
  if (baseText.length + draft.length > mostLetters) return false;
  if (!(await isClear(api, connection, key, bytesOf(baseText)))) return false;
  const { showsManagedFields } = form;
  const text = { connection, key, text: draft, form: { codec: 'kubernetes', showsManagedFields }, base: null } as const;
  return isClearText(api, text);
}

function parseEdit(json: unknown): ObjectEdit | null {
  const { form, baseText, baseRevision, draft } = membersOf(json);
  const { showsManagedFields } = membersOf(form);
  if (typeof baseText !== 'string' || typeof draft !== 'string' || typeof showsManagedFields !== 'boolean') return null;
  if (typeof baseRevision !== 'number' || !Number.isSafeInteger(baseRevision) || baseRevision <= 0) return null;
  const asShown = { showsManagedFields, reveal: false };
  return { form: asShown, baseText, baseRevision, draft, isClear: true, isBroughtBack: true };
}
