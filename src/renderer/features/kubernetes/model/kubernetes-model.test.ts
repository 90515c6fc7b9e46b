import { expect, it } from 'vitest';
import type { ConnectionId } from '../../../../contract/ids.ts';
import { bytesOf, toHex } from '../../../ui/byte-text.ts';
import { chooseResource, jumpTo, keepEdit, look, modelOf } from './kubernetes-model.ts';

const aModel = () => modelOf({}, 'a-connection' as ConnectionId); // An id is a string that core hands out.
const pods = { group: null, resource: 'pods', prefix: bytesOf('/registry/pods/'), isNamespaced: true };

it('keeps the list that an object is in, and leaves one that it is not in', () => {
  const model = aModel();
  look(model, { resource: pods, namespace: 'shop', view: 'reports' });
  jumpTo(model, bytesOf('/registry/pods/other/web-0'), 'links');
  expect(model.get()).toMatchObject({ resource: pods, namespace: null, view: 'objects', aspect: 'links' });
  jumpTo(model, bytesOf('/registry/podsecurity/web-0'));
  expect(model.get()).toMatchObject({ resource: null, aspect: 'yaml' });
});

it('shows no object of another resource beside the one that is chosen', () => {
  const model = aModel();
  const [web, secrets] = [bytesOf('/registry/pods/shop/web-0'), bytesOf('/registry/secrets/')];
  look(model, { resource: null, object: web });
  chooseResource(model, pods);
  expect(model.get().object).toEqual(web);
  chooseResource(model, { ...pods, resource: 'secrets', prefix: secrets });
  expect(model.get().object).toBeNull();
});

it('keeps an edit of each object until it is given up', () => {
  const model = aModel();
  const [one, other] = [bytesOf('/one'), bytesOf('/other')];
  const form = { codec: 'kubernetes', showsManagedFields: false } as const;
  const draft = { text: 'b', form };
  const edit = { base: null, draft, theirs: null, isRevealed: false, isBroughtBack: false };
  keepEdit(model, one, edit);
  keepEdit(model, other, { ...edit, draft: { ...draft, text: 'c' } });
  keepEdit(model, other, null);
  expect([...model.get().edits]).toEqual([[toHex(one), edit]]);
});
