import { describe, expect, it } from 'vitest';
import { confirmationOf, confirmationOfOperations, confirmedAhead, confirmedNow } from './confirmation.ts';

const subject = new TextEncoder().encode('/app/');
const development = { environment: 'development', name: 'dev' } as const;
const production = { environment: 'production', name: 'prod' } as const;
const counts = (more: object) => ({ create: 0, overwrite: 0, delete: 0, skip: 0, ...more });
const plain = { subject, isOneKey: false, isOfKubernetes: false, isMalformed: false, isOfDamaged: false };
const untyped = { isNameTyped: false, isNameTypedForIt: false };

it.each([
  ['nothing for a hundred keys that lose their value', development, counts({ overwrite: 60, delete: 40 }), null],
  ['the prefix for more', development, counts({ overwrite: 60, delete: 41 }), '/app/'],
  ['nothing for keys that are new', development, counts({ create: 5_000 }), null],
  ['the prefix for anything in production', production, counts({ create: 1 }), '/app/'],
  ['nothing where nothing changes', production, counts({ skip: 9 }), null],
] as const)('%s', (_, profile, changed, typed) => {
  expect(confirmationOf({ profile, ...untyped }, { ...plain, counts: changed })).toBe(typed);
});

it('is asked for where the values come from a damaged snapshot', () => {
  const asked = (changed: object) =>
    confirmationOf({ profile: development, ...untyped }, { ...plain, counts: counts(changed), isOfDamaged: true });
  expect(asked({ create: 1 })).toBe('/app/');
  expect(asked({ skip: 1 })).toBeNull();
});

describe('of a Kubernetes registry', () => {
  const asked = (changed: object, isMalformed = false) =>
    confirmationOf(
      { profile: development, ...untyped },
      { ...plain, counts: counts(changed), isOfKubernetes: true, isMalformed },
    );

  it('is asked for where anything is deleted', () => {
    expect(asked({ delete: 1 })).toBe('/app/');
    expect(asked({ overwrite: 1 })).toBeNull();
    expect(asked({ skip: 1 })).toBeNull();
  });

  it('is asked for where what is written does not belong there', () => {
    expect(asked({ create: 1 }, true)).toBe('/app/');
    expect(asked({ overwrite: 1 }, true)).toBe('/app/');
  });
});

describe('where the name of the connection was typed to unlock it', () => {
  const asked = (changed: object, isOneKey: boolean, isNameTyped = true) =>
    confirmationOf(
      { profile: production, isNameTyped, isNameTypedForIt: isNameTyped },
      { ...plain, counts: counts(changed), isOneKey, isOfKubernetes: true, isMalformed: true },
    );

  it.each([{ create: 1 }, { overwrite: 1 }, { delete: 1 }])('nothing more is asked for one key: %j', (changed) => {
    expect(asked(changed, true)).toBeNull();
    expect(asked(changed, true, false)).toBe('/app/');
  });

  it.each([{ create: 1 }, { create: 1, delete: 1 }, { overwrite: 300 }])(
    'the prefix is for what stands beneath it, one key or many: %j',
    (changed) => expect(asked(changed, false)).toBe('/app/'),
  );
});

it.each([
  ['is every key', new Uint8Array()],
  ['is no text', Uint8Array.of(0xff)],
  ['ends with a space', new TextEncoder().encode('/app ')],
  ['holds what cannot be seen', new TextEncoder().encode('/a\u202epp')],
  ['is a line end', new TextEncoder().encode('\n')],
])('is the name of the connection where the prefix %s', (_, prefix) => {
  const planned = { ...plain, counts: counts({ delete: 1 }), subject: prefix };
  expect(confirmationOf({ profile: production, ...untyped }, planned)).toBe('prod');
});

describe('several keys of no common name, for which the name of the connection is typed', () => {
  const locked = { reason: 'production', unlockedUntil: null } as const;
  const unlocked = (unlockedUntil: number) => ({ reason: 'production', unlockedUntil }) as const;
  const asked = (connection: ReturnType<typeof confirmedAhead>) =>
    confirmationOf(connection, { ...plain, subject: new Uint8Array(), counts: counts({ delete: 3 }) });

  it('take it once, where it unlocks the connection with the plan in view', () => {
    expect(asked(confirmedAhead(production, locked))).toBeNull();
    expect(asked(confirmedNow(production, unlocked(900), locked))).toBeNull();
    // The quarter of an hour of an earlier unlocking ran out, and the plan came back to be unlocked.
    expect(asked(confirmedNow(production, unlocked(1_900), unlocked(900)))).toBeNull();
  });

  it('take it where the connection was unlocked before, for something else', () => {
    expect(asked(confirmedAhead(production, unlocked(900)))).toBe('prod');
    expect(asked(confirmedNow(production, unlocked(900), unlocked(900)))).toBe('prod');
    expect(asked(confirmedAhead(production, null))).toBe('prod');
    expect(asked(confirmedNow(production, null, null))).toBe('prod');
  });

  it('take the prefix all the same where they have one', () => {
    const planned = { ...plain, counts: counts({ delete: 3 }) };
    expect(confirmationOf(confirmedAhead(production, locked), planned)).toBe('/app/');
    expect(confirmationOf(confirmedNow(production, unlocked(900), locked), planned)).toBe('/app/');
  });
});

it.each([
  ['production', false, 'etcd-2', 0, 'etcd-2'],
  ['production', true, 'etcd-2', 0, null],
  ['production', false, 'etcd\u202e2', 0, 'the cluster'],
  ['staging', false, 'etcd-2', 0, null],
  [null, false, 'etcd-2', 0, null],
  [null, false, '694d7f3a1b2c4d5e', 100, null],
  [null, false, '694d7f3a1b2c4d5e', 101, '694d7f3a1b2c4d5e'],
] as const)('operations in %s, its name typed: %s, on %j, with %d deleted keys, take %j', (...row) => {
  const [environment, isNameTyped, subject, deletedKeys, asked] = row;
  const connection = { profile: { environment, name: 'the cluster' }, isNameTyped, isNameTypedForIt: isNameTyped };
  expect(confirmationOfOperations(connection, subject, deletedKeys)).toBe(asked);
});
