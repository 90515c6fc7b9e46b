import type { Api } from '../../../../contract/api.ts';
import type { ClusterId, ConnectionId } from '../../../../contract/ids.ts';
import { isClear } from '../../../parts/values/is-clear.ts';
import { membersOf } from '../../../state/members-of.ts';
import { draftsAt } from '../../../state/unsaved.ts';
import { bytesOf, fromHex, unescapeBytes } from '../../../ui/byte-text.ts';
import type { LeaseForm } from '../model/lease-choice.ts';

/** A key that does not exist yet, as it is typed. */
export interface NewKeyForm {
  /** Escaped. */
  readonly name: string;
  readonly value: string;
  /** The value is typed in hexadecimal digits. */
  readonly isHex: boolean;
  readonly lease: LeaseForm;
}

const mostLetters = 300_000;
const leaseKinds: readonly LeaseForm['kind'][] = ['keep', 'none', 'other'];

export const emptyNewKey = (name: string): NewKeyForm => ({
  name,
  value: '',
  isHex: false,
  lease: { kind: 'none', id: '' },
});

/** Returns the bytes that are typed, or `null` where the hexadecimal digits are malformed. */
export const bytesOfValue = ({ value, isHex }: NewKeyForm): Uint8Array | null =>
  isHex ? fromHex(value.replaceAll(/\s/g, '')) : bytesOf(value);

/** Where the window remembers the new key of a connection. */
export const newKeyPlace = (connection: ConnectionId, cluster: ClusterId | null): string =>
  `new-key/${connection}/${cluster ?? 'unknown'}`;

/** Returns the new key that was typed before the page was reloaded, or `null`. */
export const keptNewKey = (connection: ConnectionId, cluster: ClusterId | null): NewKeyForm | null =>
  (cluster === null ? null : draftsAt(newKeyPlace(connection, cluster), parseNewKey)[0]?.draft) ?? null;

/** Returns what the window's memory may hold: all of it, or `null` where it has, or may have, secret data. */
export async function newKeyToKeep(
  api: Pick<Api, 'values'>,
  connection: ConnectionId,
  form: NewKeyForm,
): Promise<NewKeyForm | null> {
  const key = unescapeBytes(form.name) ?? new Uint8Array();
  const bytes = bytesOfValue(form);
  if (form.value.length > mostLetters || bytes === null) return null;
  const isKept =
    (await isClear(api, connection, key, bytes)) && (await isClear(api, connection, key, bytesOf(form.value)));
  return isKept ? form : null;
}

function parseNewKey(json: unknown): NewKeyForm | null {
  const { name, value, isHex, lease } = membersOf(json);
  const { kind, id } = membersOf(lease);
  const known = leaseKinds.find((each) => each === kind);
  if (typeof name !== 'string' || typeof value !== 'string' || typeof isHex !== 'boolean') return null;
  if (known === undefined || typeof id !== 'string') return null;
  return value.length > mostLetters ? null : { name, value, isHex, lease: { kind: known, id } };
}
