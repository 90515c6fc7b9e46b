import { expect, it } from 'vitest';
import type { MemberId } from '../../contract/ids.ts';
import { refuseTakenName } from './refuse-taken-name.ts';

const member = (id: string, name: string) => ({ id: id as MemberId, name }); // made up
const members = [member('a1', 'etcd-1'), member('a2', '')];

it('refuses the name of another member, and says which field it is', () => {
  expect(() => refuseTakenName('etcd-1', members, null)).toThrow(
    expect.objectContaining({ code: 'BadRequest', member: 'a1', detail: { field: 'name' } }),
  );
});

it('leaves a name of its own, and that of the member that is replaced', () => {
  expect(() => refuseTakenName('etcd-4', members, null)).not.toThrow();
  expect(() => refuseTakenName('etcd-1', members, 'a1' as MemberId)).not.toThrow();
});
