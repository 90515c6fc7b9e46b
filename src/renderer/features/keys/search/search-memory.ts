import type { SourceId } from '../../../parts/source/source-id.ts';
import { membersOf } from '../../../state/members-of.ts';
import type { Store } from '../../../state/store.ts';
import { readRemembered, remember } from '../../../state/window-memory.ts';
import { emptySearchForm, type MatchForm, type RangeForm, type SearchForm } from './search-form.ts';

/** Puts the form of a search back as the window left it, and remembers it from then on. */
export function keepSearchForm(source: SourceId, form: Store<SearchForm>): void {
  const name = `keys.search/${source}`;
  const left = readRemembered(name, parseForm);
  if (left !== null) form.update(() => left);
  form.subscribe(() => {
    const { value, ...rest } = form.get();
    // What is looked for in values may be a secret: it is typed again after a reload.
    remember(name, { ...rest, value: { ...value, text: '' } });
  });
}

function parseForm(json: unknown): SearchForm | null {
  const { name, value, lease, modRevision, createRevision } = membersOf(json);
  const read = {
    name: parseMatch(name),
    value: parseMatch(value),
    modRevision: parseRange(modRevision),
    createRevision: parseRange(createRevision),
  };
  if (typeof lease !== 'string' || Object.values(read).includes(null)) return null;
  const { name: ofName, value: ofValue, modRevision: changed, createRevision: created } = read;
  return {
    name: ofName ?? emptySearchForm.name,
    value: { ...(ofValue ?? emptySearchForm.value), text: '' },
    lease,
    modRevision: changed ?? emptySearchForm.modRevision,
    createRevision: created ?? emptySearchForm.createRevision,
  };
}

const kinds: readonly MatchForm['kind'][] = ['substring', 'expression', 'bytes'];

function parseMatch(json: unknown): MatchForm | null {
  const { text, kind: named, isExactCase } = membersOf(json);
  const kind = kinds.find((each) => each === named);
  if (typeof text !== 'string' || kind === undefined || typeof isExactCase !== 'boolean') return null;
  return { text, kind, isExactCase };
}

function parseRange(json: unknown): RangeForm | null {
  const { from, to } = membersOf(json);
  return typeof from === 'string' && typeof to === 'string' ? { from, to } : null;
}
