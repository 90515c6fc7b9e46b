import { expect, it } from 'vitest';
import { confirmationOf } from './confirmation.ts';

const subject = new TextEncoder().encode('/app/');
const development = { environment: 'development', name: 'dev' } as const;
const production = { environment: 'production', name: 'prod' } as const;
const counts = (more: object) => ({ create: 0, overwrite: 0, delete: 0, skip: 0, ...more });

it.each([
  ['nothing for a hundred keys that lose their value', development, counts({ overwrite: 60, delete: 40 }), null],
  ['the prefix for more', development, counts({ overwrite: 60, delete: 41 }), '/app/'],
  ['nothing for keys that are new', development, counts({ create: 5_000 }), null],
  ['the prefix for anything in production', production, counts({ create: 1 }), '/app/'],
  ['nothing where nothing changes', production, counts({ skip: 9 }), null],
] as const)('%s', (_, profile, changed, typed) => {
  expect(confirmationOf(profile, { counts: changed, subject, isOfKubernetes: false })).toBe(typed);
});

it('is asked for where anything of a Kubernetes registry is deleted', () => {
  const ofKubernetes = (changed: object) =>
    confirmationOf(development, { counts: counts(changed), subject, isOfKubernetes: true });
  expect(ofKubernetes({ delete: 1 })).toBe('/app/');
  expect(ofKubernetes({ overwrite: 1 })).toBeNull();
  expect(ofKubernetes({ skip: 1 })).toBeNull();
});

it.each([
  ['is every key', new Uint8Array()],
  ['is no text', Uint8Array.of(0xff)],
  ['ends with a space', new TextEncoder().encode('/app ')],
  ['holds what cannot be seen', new TextEncoder().encode('/a\u202epp')],
  ['is a line end', new TextEncoder().encode('\n')],
])('is the name of the connection where the prefix %s', (_, prefix) => {
  const planned = { counts: counts({ delete: 1 }), subject: prefix, isOfKubernetes: false };
  expect(confirmationOf(production, planned)).toBe('prod');
});
