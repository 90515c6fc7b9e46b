import type { ClusterId, ConnectionId } from '../../../contract/ids.ts';
import { draftsAt, forgetEdit, noteEdit } from '../../state/unsaved.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { nameOfTab } from './desk-state.ts';
import { draftToKeep, parseDraft } from './kept-draft.ts';
import type { DeskApi, KeysDesk } from './keys-desk.ts';
import type { Draft } from './open-key.ts';

interface Keeping {
  readonly api: DeskApi;
  readonly connection: ConnectionId;
  /** An edit belongs to the cluster that it was made on; `null` while nobody knows which that is: nothing is kept then. */
  readonly cluster: ClusterId | null;
  /** What the connection is called. */
  readonly where: string;
}

const kept = new WeakMap<KeysDesk, { readonly cluster: ClusterId | null; readonly stop: () => void }>();

/** Puts back what was edited on a desk before the page was loaded, and from then on keeps what is edited there. */
export function keepDrafts(desk: KeysDesk, keeping: Keeping): void {
  const before = kept.get(desk);
  if (before?.cluster === keeping.cluster && before !== undefined) return;
  before?.stop();
  const begin = `keys/${keeping.connection}/${keeping.cluster ?? 'unknown'}/`;
  if (keeping.cluster !== null) desk.putDraftsBack(draftsAt(begin, parseDraft).map(({ draft }) => draft));
  kept.set(desk, { cluster: keeping.cluster, stop: noteEdits(desk, begin, keeping) });
}

function noteEdits(desk: KeysDesk, begin: string, { api, connection, cluster, where }: Keeping): () => void {
  const noted = new Map<string, Draft>();
  const look = (): void => {
    const now = new Map<string, Draft>();
    for (const open of desk.store.get().tabs) {
      const name = nameOfTab(open);
      if (open.draft === null) continue;
      now.set(name, open.draft);
      if (noted.get(name) === open.draft) continue;
      noted.set(name, open.draft);
      noteEdit(begin + name, {
        title: escapeBytes(open.key).text,
        where,
        keep: async () => (cluster === null ? null : draftToKeep(api, connection, open)),
      });
    }
    for (const name of noted.keys()) if (!now.has(name)) forget(name);
  };
  const forget = (name: string): void => {
    noted.delete(name);
    forgetEdit(begin + name);
  };
  look();
  const stopHearing = desk.store.subscribe(look);
  return () => {
    stopHearing();
    for (const name of [...noted.keys()]) forget(name);
  };
}
