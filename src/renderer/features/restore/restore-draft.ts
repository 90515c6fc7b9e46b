import type { RestoreFault, RestoreForm, RestoreStart } from '../../../contract/restores.ts';
import { createStore } from '../../state/store.ts';

/** A restore as it is typed. */
export interface RestoreDraft extends Omit<RestoreForm, 'members' | 'bumpRevision'> {
  readonly members: readonly MemberDraft[];
  readonly raises: boolean;
  /** By how much the revision is raised. */
  readonly raiseBy: string;
}

/** A member as it is typed: its peer URLs stand in one line. */
export interface MemberDraft {
  readonly name: string;
  readonly peerURLs: string;
}

/** What etcd’s own guide raises by: more than any cluster writes between a snapshot and its loss. */
const usualRaise = 1_000_000_000;

/** Returns what the wizard begins with, as text. */
export const draftOf = ({ form }: RestoreStart): RestoreDraft => ({
  ...form,
  members: form.members.map(({ name, peerURLs }) => ({ name, peerURLs: peerURLs.join(', ') })),
  raises: form.bumpRevision !== null,
  raiseBy: String(form.bumpRevision ?? usualRaise),
});

/** Returns the form that is meant; `null` where what is typed is no number. */
export function formOf(draft: RestoreDraft): RestoreForm | null {
  const { members, raises, raiseBy, token, dataDir, toolVersion, ...same } = draft;
  const bumpRevision = raises ? readRaise(raiseBy) : null;
  if (raises && bumpRevision === null) return null;
  return {
    ...same,
    members: members.map(({ name, peerURLs }) => ({
      name: name.trim(),
      peerURLs: peerURLs.split(/[\s,]+/).filter((url) => url !== ''),
    })),
    token: token.trim(),
    dataDir: dataDir.trim(),
    toolVersion: toolVersion.trim(),
    bumpRevision,
  };
}

/** Returns a number of revisions that is typed; `null` where it is none. */
export function readRaise(text: string): number | null {
  const digits = text.replaceAll(/[\s,]/g, '');
  const count = /^\d{1,16}$/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(count) ? count : null;
}

/** What is typed in this window, by file, for when the wizard is closed and opened again. */
export const restoreDrafts = createStore<ReadonlyMap<string, RestoreDraft>>(new Map());

export const keepDraft = (draft: RestoreDraft): void =>
  restoreDrafts.update((before) => new Map(before).set(draft.file, draft));

/** What stands against one field, or one member. */
export interface FieldFaults {
  readonly error: string | null;
  readonly warning: string | null;
}

/** Returns what a plan says of a field; of a member's where its place is given. */
export function faultsAt(
  faults: readonly RestoreFault[],
  field: keyof RestoreForm,
  member: number | null = null,
): FieldFaults {
  const said = faults.filter((fault) => fault.field === field && fault.member === member);
  const words = (severity: RestoreFault['severity']): string | null =>
    said
      .filter((fault) => fault.severity === severity)
      .map(({ message }) => faultSentence(message))
      .join(' ') || null;
  return { error: words('error'), warning: words('warning') };
}

/** A fault is a sentence without its full stop; it may begin with a name. */
export const faultSentence = (message: string): string =>
  `${/^\p{Ll}+[ ’]/u.test(message) ? message.charAt(0).toUpperCase() + message.slice(1) : message}.`;
