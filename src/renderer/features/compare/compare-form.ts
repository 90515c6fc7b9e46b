import type { ComparedKeys } from '../../../contract/compare.ts';
import type { ClusterId } from '../../../contract/ids.ts';
import type { KeyCoverage } from '../../../contract/key-coverage.ts';
import { atRevision, type KeySource, snapshotKeys } from '../../../contract/key-source.ts';
import { connectionOf, fileOf, keysOf, type SourceId, sourceIdOf } from '../../parts/source/source-id.ts';
import { readSnapshotFocus } from '../../state/compare-focus.ts';
import { membersOf } from '../../state/members-of.ts';
import { escapeBytes, fromHex, unescapeBytes } from '../../ui/byte-text.ts';

/** What is typed for one side. */
export interface SideForm {
  readonly source: SourceId;
  readonly prefix: string;
  /** Empty: now, of a snapshot its last one. Exported keys have one moment; the text is ignored. */
  readonly revision: string;
}

export interface CompareForm {
  readonly left: SideForm;
  readonly right: SideForm;
}

/** A source that can be a side. */
export interface SideChoice {
  readonly id: SourceId;
  readonly name: string;
  /** The cluster that a connection's endpoints answered for last; `null` where that is unknown, and of a file. */
  readonly clusterId: ClusterId | null;
}

/** Returns a form in which nothing is typed yet: two sources, or one with itself. */
export const emptyForm = (left: SourceId, right: SourceId = left, prefix = ''): CompareForm => ({
  left: { source: left, prefix, revision: '' },
  right: { source: right, prefix, revision: '' },
});

/**
 * Returns what a file is compared with before anything is chosen: its own cluster, within what the file covers. Where
 * that is none of the choices, a snapshot is compared with itself, which has other revisions, and exported keys with
 * the first cluster.
 */
export function formOfFile(
  file: SourceId,
  { clusterId, coverage }: { readonly clusterId: ClusterId | null; readonly coverage: KeyCoverage },
  choices: readonly SideChoice[],
): CompareForm {
  const clusters = choices.filter(({ id }) => connectionOf(id) !== null);
  const own = clusterId === null ? undefined : clusters.find((choice) => choice.clusterId === clusterId);
  const prefix = coverage.keys.kind === 'prefix' ? escapeBytes(coverage.keys.prefix).text : '';
  return emptyForm(file, (own ?? (hasMoments(file) ? undefined : clusters[0]))?.id, prefix);
}

/** Returns a form as it was remembered; `null` where that is none. */
export function readForm(remembered: unknown): CompareForm | null {
  const form = membersOf(remembered);
  const [left, right] = [readRememberedSide(form.left), readRememberedSide(form.right)];
  return left === null || right === null ? null : { left, right };
}

function readRememberedSide(side: unknown): SideForm | null {
  const { source, prefix, revision } = membersOf(side);
  if (typeof source !== 'string' || typeof prefix !== 'string' || typeof revision !== 'string') return null;
  // One that is not known any more is none of those to choose from.
  return { source: source as SourceId, prefix, revision };
}

export type ReadSide =
  | { readonly ok: true; readonly side: ComparedKeys }
  | { readonly ok: false; readonly field: 'prefix' | 'revision'; readonly text: string };

/** Reads what is typed. The source that the window shows is read as it reads it: of one member, where that was chosen. */
export function readSide(form: SideForm, shown: KeySource): ReadSide {
  const prefix = unescapeBytes(form.prefix);
  if (prefix === null) return { ok: false, field: 'prefix', text: 'Write a backslash as \\\\, and a byte as \\xNN.' };
  const source = form.source === sourceIdOf(shown) ? shown : keysOf(form.source);
  if (source.kind === 'bundle') return { ok: true, side: { source, prefix } };
  const digits = form.revision.replaceAll(/[,\s]/g, '');
  const revision = digits === '' ? null : Number(digits);
  if (revision !== null && !(Number.isSafeInteger(revision) && revision > 0)) {
    return { ok: false, field: 'revision', text: 'A revision is a whole number from 1 on.' };
  }
  return { ok: true, side: { source: atRevision(source, revision), prefix } };
}

/** Whether both sides name the same keys of the same moment, so that comparing them says nothing. */
export const isSameSide = (a: SideForm, b: SideForm): boolean =>
  a.source === b.source && a.prefix === b.prefix && (!hasMoments(a.source) || a.revision.trim() === b.revision.trim());

/** Whether a source can be read at more than one revision. */
export const hasMoments = (source: SourceId): boolean => fileOf(source)?.kind !== 'bundle';

/**
 * Returns what another screen asks for: `PREFIX-IN-HEX@REVISION`, the past on the left and now on the right; or a
 * snapshot on the left.
 */
export function formOfFocus(focus: string, source: SourceId): CompareForm | null {
  const file = readSnapshotFocus(focus);
  if (file !== null) return emptyForm(sourceIdOf(snapshotKeys(file)), source);
  const [hex = '', revision = ''] = focus.split('@');
  const prefix = fromHex(hex);
  if (prefix === null || !/^\d*$/.test(revision)) return null;
  const { text } = escapeBytes(prefix);
  return { left: { source, prefix: text, revision }, right: { source, prefix: text, revision: '' } };
}
