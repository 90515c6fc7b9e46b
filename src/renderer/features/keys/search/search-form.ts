import type { KeyConditions, RevisionRange, TextMatch } from '../../../../contract/search.ts';
import { readLeaseId } from '../../../parts/lease-id.ts';
import { readRevision } from '../../../parts/source/typed-revision.ts';
import { fromHex } from '../../../ui/byte-text.ts';

/** What is typed for a name or a value, and what it means. */
export interface MatchForm {
  readonly text: string;
  readonly kind: TextMatch['kind'];
  readonly isExactCase: boolean;
}

export interface RangeForm {
  readonly from: string;
  readonly to: string;
}

/** What is typed to find keys; what is empty is no condition. */
export interface SearchForm {
  readonly name: MatchForm;
  readonly value: MatchForm;
  readonly lease: string;
  readonly modRevision: RangeForm;
  readonly createRevision: RangeForm;
}

const emptyMatch: MatchForm = { text: '', kind: 'substring', isExactCase: false };
const emptyRange: RangeForm = { from: '', to: '' };

export const emptySearchForm: SearchForm = {
  name: emptyMatch,
  value: emptyMatch,
  lease: '',
  modRevision: emptyRange,
  createRevision: emptyRange,
};

export type ReadSearch =
  | { readonly ok: true; readonly conditions: KeyConditions }
  | { readonly ok: false; readonly field: keyof SearchForm; readonly text: string };

/** Whether the search takes every value from the member, where a name takes none. */
export const readsValues = ({ value, lease }: SearchForm): boolean => value.text !== '' || lease.trim() !== '';

/** How many of the conditions are set that are not about the name or the value. */
export const rareConditions = ({ lease, modRevision, createRevision }: SearchForm): number =>
  [lease, modRevision.from + modRevision.to, createRevision.from + createRevision.to].filter(
    (text) => text.trim() !== '',
  ).length;

/** The conditions that are typed, or the first that cannot be meant. */
export function readSearchForm(form: SearchForm): ReadSearch {
  const name = readMatch(form.name);
  if (!name.ok) return { ok: false, field: 'name', text: name.text };
  const value = readMatch(form.value);
  if (!value.ok) return { ok: false, field: 'value', text: value.text };
  const lease = form.lease.trim() === '' ? null : readLeaseId(form.lease);
  if (lease === null && form.lease.trim() !== '') {
    return { ok: false, field: 'lease', text: 'A lease’s id has 16 hexadecimal digits.' };
  }
  const modRevision = readRange(form.modRevision);
  if (!modRevision.ok) return { ok: false, field: 'modRevision', text: modRevision.text };
  const createRevision = readRange(form.createRevision);
  if (!createRevision.ok) return { ok: false, field: 'createRevision', text: createRevision.text };
  const conditions: KeyConditions = {
    name: name.read,
    value: value.read,
    lease,
    modRevision: modRevision.read,
    createRevision: createRevision.read,
  };
  if (Object.values(conditions).every((condition) => condition === null)) {
    return {
      ok: false,
      field: 'name',
      text: 'Say what to look for: a part of a name, of a value, a lease, a revision.',
    };
  }
  return { ok: true, conditions };
}

type Read<T> = { readonly ok: true; readonly read: T | null } | { readonly ok: false; readonly text: string };

function readMatch({ text, kind, isExactCase }: MatchForm): Read<TextMatch> {
  if (text === '') return { ok: true, read: null };
  if (kind === 'bytes') {
    const bytes = fromHex(text.replaceAll(/\s/g, ''));
    if (bytes === null || bytes.length === 0) return { ok: false, text: 'Write bytes as pairs of hexadecimal digits.' };
    return { ok: true, read: { kind, bytes } };
  }
  if (kind === 'expression') {
    const wrong = wrongInExpression(text);
    if (wrong !== null) return { ok: false, text: wrong };
  }
  return { ok: true, read: { kind, text, ignoresCase: !isExactCase } };
}

function wrongInExpression(text: string): string | null {
  try {
    new RegExp(text, 'u');
    return null;
  } catch (error) {
    // `Invalid regular expression: /(/u: Unterminated group`: the last part says it.
    return error instanceof Error ? `${error.message.replace(/^.*\/\w*: /s, '')}.` : String(error);
  }
}

function readRange({ from, to }: RangeForm): Read<RevisionRange> {
  const ends = { from: from.trim() === '' ? null : readRevision(from), to: to.trim() === '' ? null : readRevision(to) };
  if ((ends.from === null && from.trim() !== '') || (ends.to === null && to.trim() !== '')) {
    return { ok: false, text: 'A revision is a whole number from 1 on.' };
  }
  if (ends.from === null && ends.to === null) return { ok: true, read: null };
  if (ends.from !== null && ends.to !== null && ends.from > ends.to) {
    return { ok: false, text: 'The first revision is beyond the last.' };
  }
  return { ok: true, read: ends };
}
