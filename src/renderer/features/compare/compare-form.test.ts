import { expect, it } from 'vitest';
import type { ConnectionId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import { bytesOf, toHex } from '../../ui/byte-text.ts';
import { emptyForm, formOfFocus, isSameSide, readForm, readSide } from './compare-form.ts';

const connection = 'one' as ConnectionId; // any id will do

it('reads a side', () => {
  expect(readSide({ connection, prefix: '/a\\xff', revision: '8,401' })).toEqual({
    ok: true,
    side: { source: liveKeys(connection, 8_401), prefix: new Uint8Array([0x2f, 0x61, 0xff]) },
  });
  expect(readSide({ connection, prefix: '', revision: '' })).toMatchObject({ side: { source: { revision: null } } });
});

it.each([
  ['a\\q', '', 'prefix'],
  ['a', '0', 'revision'],
  ['a', '1.5', 'revision'],
  ['a', 'now', 'revision'],
])('says what is wrong with %s at %s', (prefix, revision, field) => {
  expect(readSide({ connection, prefix, revision })).toMatchObject({ ok: false, field });
});

it('knows when there is nothing to compare', () => {
  const { left, right } = emptyForm(connection);
  expect(isSameSide(left, right)).toBe(true);
  expect(isSameSide({ ...left, revision: '7' }, right)).toBe(false);
});

it('takes what another screen asks for', () => {
  expect(formOfFocus(`${toHex(bytesOf('/a/'))}@7`, connection)).toEqual({
    left: { connection, prefix: '/a/', revision: '7' },
    right: { connection, prefix: '/a/', revision: '' },
  });
  expect(formOfFocus('nothing', connection)).toBeNull();
});

it('takes only a form for what was remembered', () => {
  const form = { ...emptyForm(connection), left: { connection, prefix: '/a/', revision: '7' } };
  expect(readForm(JSON.parse(JSON.stringify(form)))).toEqual(form);
  for (const other of [
    null,
    7,
    'text',
    [],
    {},
    { left: form.left },
    { ...form, right: { ...form.right, prefix: 7 } },
  ]) {
    expect(readForm(other)).toBeNull();
  }
});
