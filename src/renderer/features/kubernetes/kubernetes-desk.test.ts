import { expect, it } from 'vitest';
import type { ConnectionId } from '../../../contract/ids.ts';
import { bytesOf, toHex } from '../../ui/byte-text.ts';
import { deskOf, jumpTo, keepEdit, look } from './kubernetes-desk.ts';

const aDesk = () => deskOf({}, 'a-connection' as ConnectionId); // An id is a string that core hands out.
const pods = { group: null, resource: 'pods', prefix: bytesOf('/registry/pods/'), isNamespaced: true };

it('keeps the list that an object is in, and leaves one that it is not in', () => {
  const desk = aDesk();
  look(desk, { resource: pods, namespace: 'shop', view: 'reports' });
  jumpTo(desk, bytesOf('/registry/pods/other/web-0'), 'links');
  expect(desk.get()).toMatchObject({ resource: pods, namespace: null, view: 'objects', aspect: 'links' });
  jumpTo(desk, bytesOf('/registry/podsecurity/web-0'));
  expect(desk.get()).toMatchObject({ resource: null, aspect: 'yaml' });
});

it('keeps an edit of each object until it is given up', () => {
  const desk = aDesk();
  const [one, other] = [bytesOf('/one'), bytesOf('/other')];
  const edit = { form: { showsManagedFields: false, reveal: false }, baseText: 'a', baseRevision: 1, draft: 'b' };
  keepEdit(desk, one, edit);
  keepEdit(desk, other, { ...edit, draft: 'c' });
  keepEdit(desk, other, null);
  expect([...desk.get().edits]).toEqual([[toHex(one), edit]]);
});
