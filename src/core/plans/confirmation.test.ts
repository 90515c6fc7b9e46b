import { describe, expect, it } from 'vitest';
import { confirmationOf, confirmationOfOperations } from './confirmation.ts';

const subject = new TextEncoder().encode('/app/');
const development = { environment: 'development', name: 'dev' } as const;
const production = { environment: 'production', name: 'prod' } as const;
const counts = (more: object) => ({ create: 0, overwrite: 0, delete: 0, skip: 0, ...more });
const plain = { subject, isOneKey: false, isOfKubernetes: false, isMalformed: false };

it.each([
  ['nothing for a hundred keys that lose their value', development, counts({ overwrite: 60, delete: 40 }), null],
  ['the prefix for more', development, counts({ overwrite: 60, delete: 41 }), '/app/'],
  ['nothing for keys that are new', development, counts({ create: 5_000 }), null],
  ['the prefix for anything in production', production, counts({ create: 1 }), '/app/'],
  ['nothing where nothing changes', production, counts({ skip: 9 }), null],
] as const)('%s', (_, profile, changed, typed) => {
  expect(confirmationOf({ profile, isNameTyped: false }, { ...plain, counts: changed })).toBe(typed);
});

describe('of a Kubernetes registry', () => {
  const asked = (changed: object, isMalformed = false) =>
    confirmationOf(
      { profile: development, isNameTyped: false },
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
      { profile: production, isNameTyped },
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
  expect(confirmationOf({ profile: production, isNameTyped: false }, planned)).toBe('prod');
});

it.each([
  ['production', false, 'etcd-2', 'etcd-2'],
  ['production', true, 'etcd-2', null],
  ['production', false, 'etcd\u202e2', 'the cluster'],
  ['staging', false, 'etcd-2', null],
  [null, false, 'etcd-2', null],
] as const)('operations in %s, its name typed: %s, on %j take %j', (environment, isNameTyped, subject, asked) => {
  const connection = { profile: { environment, name: 'the cluster' }, isNameTyped };
  expect(confirmationOfOperations(connection, subject)).toBe(asked);
});
