import type { Api } from '../../../../contract/api.ts';
import { isClear, isClearText } from '../../../parts/values/is-clear.ts';
import { type Keeping, type KeptEdit, keepEditsOf, mostKeptLetters } from '../../../state/keep-edits.ts';
import { membersOf } from '../../../state/members-of.ts';
import type { Store } from '../../../state/store.ts';
import { draftsAt } from '../../../state/unsaved.ts';
import { bytesOf, escapeBytes, fromHex } from '../../../ui/byte-text.ts';
import type { KubernetesState } from './kubernetes-model.ts';
import type { ObjectEdit } from './object-edit.ts';

/** Puts edits of objects back that were made before the page was loaded, and from then on keeps those that are made. */
export function keepEdits(model: Store<KubernetesState>, api: Pick<Api, 'values'>, keeping: Keeping): void {
  keepEditsOf(model, 'object', keeping, {
    edits: () => new Map([...model.get().edits].flatMap(([name, edit]) => deskEdit(api, keeping, name, edit))),
    subscribe: (listener) => model.subscribe(listener),
    putBack(begin) {
      const drafts = draftsAt(begin, parseEdit).map(({ place, draft }) => [place.slice(begin.length), draft] as const);
      if (drafts.length > 0) model.update((now) => ({ ...now, edits: new Map([...drafts, ...now.edits]) }));
    },
  });
}

/** None where nothing of the text is another. */
function deskEdit(
  api: Pick<Api, 'values'>,
  keeping: Keeping,
  name: string,
  edit: ObjectEdit,
): readonly (readonly [string, KeptEdit])[] {
  const key = fromHex(name);
  if (key === null || edit.draft === edit.baseText) return [];
  const keep = async () => ((await mayKeep(api, keeping, key, edit)) ? { ...edit, isBroughtBack: true } : null);
  return [[name, { version: edit, edit: { title: escapeBytes(key).text, where: keeping.where, keep } }]];
}

/** Whether an edit may lie in the window's memory: not where it holds secret data, or might. */
async function mayKeep(
  api: Pick<Api, 'values'>,
  { connection, cluster }: Keeping,
  key: Uint8Array,
  edit: ObjectEdit,
): Promise<boolean> {
  const { form, baseText, draft } = edit;
  if (cluster === null || edit.isClear !== true || form.reveal) return false;
  if (baseText.length + draft.length > mostKeptLetters) return false;
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
