import { type Keeping, type KeptEdit, keepEditsOf } from '../../../state/keep-edits.ts';
import { draftsAt } from '../../../state/unsaved.ts';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { draftToKeep, parseDraft } from './kept-draft.ts';
import type { KeysApis, KeysModel } from './keys-model.ts';
import { nameOfTab } from './keys-state.ts';
import type { OpenKey } from './open-key.ts';

/** Puts back what was edited on a model before the page was loaded, and from then on keeps what is edited there. */
export function keepDrafts(model: KeysModel, api: KeysApis, keeping: Keeping): void {
  keepEditsOf(model, 'keys', keeping, {
    edits: () => new Map(model.store.get().tabs.flatMap((open) => deskEdit(api, keeping, open))),
    subscribe: (listener) => model.store.subscribe(listener),
    putBack: (begin) => model.putDraftsBack(draftsAt(begin, parseDraft).map(({ draft }) => draft)),
  });
}

/** None where nothing is edited. */
function deskEdit(
  api: KeysApis,
  { connection, cluster, where }: Keeping,
  open: OpenKey,
): readonly (readonly [string, KeptEdit])[] {
  if (open.draft === null) return [];
  const keep = async () => (cluster === null ? null : draftToKeep(api, connection, open));
  return [[nameOfTab(open), { version: open.draft, edit: { title: escapeBytes(open.key).text, where, keep } }]];
}
