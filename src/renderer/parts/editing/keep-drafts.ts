import type { Api } from '../../../contract/api.ts';
import { type Keeping, type KeptEdit, keepEditsOf } from '../../state/keep-edits.ts';
import { draftsAt } from '../../state/unsaved.ts';
import { escapeBytes, toHex } from '../../ui/byte-text.ts';
import { draftToKeep, type EditInHand, type KeptDraft, parseDraft } from './draft-memory.ts';
import { differs } from './edit.ts';

/** A model with editors. */
export interface DraftModel {
  readonly edits: () => readonly EditInHand[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Puts edits back that were made before the page was loaded. */
  readonly putBack: (drafts: readonly KeptDraft[]) => void;
}

/** Puts the edits of a model back after a reload, and from then on keeps those that are made there. */
export function keepDrafts(
  model: object,
  kind: 'keys' | 'object',
  api: Pick<Api, 'values'>,
  keeping: Keeping,
  { edits, subscribe, putBack }: DraftModel,
): void {
  keepEditsOf(model, kind, keeping, {
    edits: () => new Map(edits().flatMap((edit) => kept(api, keeping, edit))),
    subscribe,
    putBack: (begin) => putBack(draftsAt(begin, parseDraft).map(({ draft }) => draft)),
  });
}

/** Returns nothing where nothing is edited. */
function kept(
  api: Pick<Api, 'values'>,
  { connection, cluster, where }: Keeping,
  edit: EditInHand,
): readonly (readonly [string, KeptEdit])[] {
  const { key, draft } = edit;
  if (draft === null || !differs(edit, draft)) return [];
  const keep = async () => (cluster === null ? null : draftToKeep(api, connection, edit));
  return [[toHex(key), { version: draft, edit: { title: escapeBytes(key).text, where, keep } }]];
}
