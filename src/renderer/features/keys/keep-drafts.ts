import { type DeskEdit, type Keeping, keepEditsOf } from '../../state/keep-edits.ts';
import { draftsAt } from '../../state/unsaved.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { nameOfTab } from './desk-state.ts';
import { draftToKeep, parseDraft } from './kept-draft.ts';
import type { DeskApi, KeysDesk } from './keys-desk.ts';
import type { OpenKey } from './open-key.ts';

/** Puts back what was edited on a desk before the page was loaded, and from then on keeps what is edited there. */
export function keepDrafts(desk: KeysDesk, api: DeskApi, keeping: Keeping): void {
  keepEditsOf(desk, 'keys', keeping, {
    edits: () => new Map(desk.store.get().tabs.flatMap((open) => deskEdit(api, keeping, open))),
    subscribe: (listener) => desk.store.subscribe(listener),
    putBack: (begin) => desk.putDraftsBack(draftsAt(begin, parseDraft).map(({ draft }) => draft)),
  });
}

/** None where nothing is edited. */
function deskEdit(
  api: DeskApi,
  { connection, cluster, where }: Keeping,
  open: OpenKey,
): readonly (readonly [string, DeskEdit])[] {
  if (open.draft === null) return [];
  const keep = async () => (cluster === null ? null : draftToKeep(api, connection, open));
  return [[nameOfTab(open), { version: open.draft, edit: { title: escapeBytes(open.key).text, where, keep } }]];
}
