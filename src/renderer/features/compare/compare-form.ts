import type { ComparedKeys } from '../../../contract/compare.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import { escapeBytes, fromHex, unescapeBytes } from '../../ui/byte-text.ts';

/** What is typed for one side. */
export interface SideForm {
  readonly connection: ConnectionId;
  readonly prefix: string;
  /** Empty: now. */
  readonly revision: string;
}

export interface CompareForm {
  readonly left: SideForm;
  readonly right: SideForm;
}

export const emptyForm = (connection: ConnectionId): CompareForm => ({
  left: { connection, prefix: '', revision: '' },
  right: { connection, prefix: '', revision: '' },
});

/** A form as it was remembered; `null` where that is none. */
export function readForm(remembered: unknown): CompareForm | null {
  const [left, right] = [readRememberedSide(remembered, 'left'), readRememberedSide(remembered, 'right')];
  return left === null || right === null ? null : { left, right };
}

function readRememberedSide(form: unknown, which: keyof CompareForm): SideForm | null {
  const side = memberOf(form, which);
  const [connection, prefix, revision] = ['connection', 'prefix', 'revision'].map((name) => memberOf(side, name));
  if (typeof connection !== 'string' || typeof prefix !== 'string' || typeof revision !== 'string') return null;
  // One that is not known any more is none of those to choose from.
  return { connection: connection as ConnectionId, prefix, revision };
}

const memberOf = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;

export type ReadSide =
  | { readonly ok: true; readonly side: ComparedKeys }
  | { readonly ok: false; readonly field: 'prefix' | 'revision'; readonly text: string };

export function readSide(form: SideForm): ReadSide {
  const prefix = unescapeBytes(form.prefix);
  if (prefix === null) return { ok: false, field: 'prefix', text: 'Write a backslash as \\\\, and a byte as \\xNN.' };
  const digits = form.revision.replaceAll(/[,\s]/g, '');
  const revision = digits === '' ? null : Number(digits);
  if (revision !== null && !(Number.isSafeInteger(revision) && revision > 0)) {
    return { ok: false, field: 'revision', text: 'A revision is a whole number from 1 on.' };
  }
  return { ok: true, side: { source: liveKeys(form.connection, revision), prefix } };
}

/** Whether both sides name the same keys of the same moment, so that comparing them says nothing. */
export const isSameSide = (a: SideForm, b: SideForm): boolean =>
  a.connection === b.connection && a.prefix === b.prefix && a.revision.trim() === b.revision.trim();

/** What another screen asks for: `PREFIX-IN-HEX@REVISION`, the past on the left and now on the right. */
export function formOfFocus(focus: string, connection: ConnectionId): CompareForm | null {
  const [hex = '', revision = ''] = focus.split('@');
  const prefix = fromHex(hex);
  if (prefix === null || !/^\d*$/.test(revision)) return null;
  const { text } = escapeBytes(prefix);
  return { left: { connection, prefix: text, revision }, right: { connection, prefix: text, revision: '' } };
}
