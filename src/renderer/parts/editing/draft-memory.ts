import type { Api } from '../../../contract/api.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import type { KeyEntry } from '../../../contract/keys.ts';
import type { CodecName } from '../../../contract/values.ts';
import { mostKeptLetters } from '../../state/keep-edits.ts';
import { membersOf } from '../../state/members-of.ts';
import { fromBase64, fromHex, toBase64, toHex } from '../../ui/byte-text.ts';
import { readLeaseId } from '../lease-id.ts';
import { isClear, isClearText } from '../values/is-clear.ts';
import { isMasked, type ReadKey, readValue } from '../values/read-value.ts';
import { codecNames } from '../values/value-words.ts';
import { baseOfDraft, type Draft, type Edit } from './edit.ts';

/** An edit in the window's memory: the text, and the state of the key that it is based on. */
export interface KeptDraft {
  readonly key: Uint8Array;
  /** `null` where the key did not exist. */
  readonly base: KeyEntry | null;
  readonly draft: Draft;
}

/** The limit of the value that an edit is based on, which is kept beside it. */
const mostBaseBytes = 200_000;

/** An edit on the screen. */
export interface EditInHand extends Edit {
  readonly key: Uint8Array;
  /** Secret data is shown in clear. */
  readonly isRevealed: boolean;
}

/** Returns what the window's memory may hold of an edit: all of it, or `null` where it has, or may have, secret data. */
export async function draftToKeep(
  api: Pick<Api, 'values'>,
  connection: ConnectionId,
  edit: EditInHand,
): Promise<unknown> {
  const { key, base, draft, isRevealed } = edit;
  if (draft === null || draft.text.length > mostKeptLetters) return null;
  if (base !== null) {
    if (base.entry.value.length > mostBaseBytes || isMasked(base)) return null;
    if (!(await isClear(api, connection, key, base.entry.value))) return null;
  }
  // Revealed data is not kept anywhere.
  if (isRevealed) return null;
  const typed = { connection, key, text: draft.text, form: draft.form, base: baseOfDraft(edit, draft) };
  return (await isClearText(api, typed)) ? formatDraft({ key, base: base?.entry ?? null, draft }) : null;
}

const formatDraft = ({ key, base, draft }: KeptDraft): unknown => ({
  key: toHex(key),
  base: base === null ? null : { ...base, key: null, value: toBase64(base.value) },
  text: draft.text,
  codec: draft.form.codec,
  showsManagedFields: draft.form.showsManagedFields,
});

/** Returns the edit that was kept, or `null` where the memory holds something else. */
export function parseDraft(json: unknown): KeptDraft | null {
  const { key: hex, base: stored, text, codec, showsManagedFields } = membersOf(json);
  const key = typeof hex === 'string' ? fromHex(hex) : null;
  if (key === null || key.length === 0 || typeof text !== 'string' || text.length > mostKeptLetters) return null;
  if (!isCodec(codec) || typeof showsManagedFields !== 'boolean') return null;
  const base = stored === null ? null : parseBase(key, stored);
  return base === undefined ? null : { key, base, draft: { text, form: { codec, showsManagedFields } } };
}

function parseBase(key: Uint8Array, json: unknown): KeyEntry | undefined {
  const { value: text, createRevision, modRevision, version, lease: id } = membersOf(json);
  const value = typeof text === 'string' ? fromBase64(text) : null;
  const lease = typeof id === 'string' ? readLeaseId(id) : null;
  if (value === null || (id !== null && lease === null)) return undefined;
  if (!isRevision(createRevision) || !isRevision(modRevision) || !isRevision(version)) return undefined;
  return { key, value, createRevision, modRevision, version, lease, isMasked: false, bytes: value.length };
}

const isRevision = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0;

const isCodec = (codec: unknown): codec is CodecName => typeof codec === 'string' && Object.hasOwn(codecNames, codec);

/** Reads what a kept edit is based on, in the form of the edit. */
export async function readBase(
  api: Pick<Api, 'values'>,
  connection: ConnectionId,
  { base, draft }: KeptDraft,
): Promise<ReadKey | null> {
  return base === null ? null : readValue(api, liveKeys(connection), base, { ...draft.form, reveal: false });
}
