import { expect, it } from 'vitest';
import { bytesOf } from '../../../ui/byte-text.ts';
import { emptySearchForm, rareConditions, readSearchForm, readsValues, type SearchForm } from './search-form.ts';

const aForm = (changes: Partial<SearchForm>): SearchForm => ({ ...emptySearchForm, ...changes });
const match = (text: string, changes: Partial<SearchForm['name']> = {}): SearchForm['name'] => ({
  ...emptySearchForm.name,
  text,
  ...changes,
});
const nothing = { name: null, value: null, lease: null, modRevision: null, createRevision: null };

it.each([
  [{ name: match('pod') }, { name: { kind: 'substring', text: 'pod', ignoresCase: true } }],
  [{ name: match('Pod', { isExactCase: true }) }, { name: { kind: 'substring', text: 'Pod', ignoresCase: false } }],
  [{ value: match('a+', { kind: 'expression' }) }, { value: { kind: 'expression', text: 'a+', ignoresCase: true } }],
  [{ value: match('41 4A', { kind: 'bytes' }) }, { value: { kind: 'bytes', bytes: bytesOf('AJ') } }],
  [{ lease: '694D7a5b' }, { lease: '00000000694d7a5b' }],
  [{ modRevision: { from: '1,000', to: '' } }, { modRevision: { from: 1_000, to: null } }],
  [{ createRevision: { from: '5', to: '7' } }, { createRevision: { from: 5, to: 7 } }],
] as const)('reads what is typed', (changes, conditions) => {
  expect(readSearchForm(aForm(changes))).toEqual({ ok: true, conditions: { ...nothing, ...conditions } });
});

it.each([
  [{}, 'name', /Say what to look for/],
  [{ name: match('(', { kind: 'expression' }) }, 'name', /^Unterminated group\.$/],
  [{ value: match('4', { kind: 'bytes' }) }, 'value', /pairs of hexadecimal digits/],
  [{ value: match(' ', { kind: 'bytes' }) }, 'value', /pairs of hexadecimal digits/],
  [{ lease: 'none' }, 'lease', /16 hexadecimal digits/],
  [{ modRevision: { from: '0', to: '' } }, 'modRevision', /from 1 on/],
  [{ createRevision: { from: '9', to: '7' } }, 'createRevision', /beyond the last/],
] as const)('says what cannot be meant', (changes, field, text) => {
  expect(readSearchForm(aForm(changes))).toEqual({ ok: false, field, text: expect.stringMatching(text) });
});

it('knows which searches cost the member every value', () => {
  expect(readsValues(aForm({ name: match('a') }))).toBe(false);
  expect(readsValues(aForm({ value: match('a') }))).toBe(true);
  expect(readsValues(aForm({ lease: '1' }))).toBe(true);
  expect(rareConditions(aForm({ lease: '1', modRevision: { from: '', to: '4' } }))).toBe(2);
});
