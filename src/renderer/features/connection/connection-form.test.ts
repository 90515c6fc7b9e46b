import { expect, it } from 'vitest';
import { aConnection } from '../../testing/builders.ts';
import {
  anEndpoint,
  type ConnectionForm,
  draftOf,
  formOf,
  newForm,
  pasteEndpoints,
  problemsOf,
  secretsOf,
  setTls,
  settleEndpoint,
} from './connection-form.ts';

const aForm = (changes: Partial<ConnectionForm> = {}): ConnectionForm => ({
  ...newForm(),
  name: 'prod',
  endpoints: [anEndpoint('https://10.0.4.11:2379')],
  ...changes,
});

const texts = (form: ConnectionForm): readonly string[] => form.endpoints.map((one) => one.text);
const places = (form: ConnectionForm): readonly string[] => [...problemsOf(form).keys()];

it('finds nothing wrong with a name and an endpoint', () => expect(places(aForm())).toEqual([]));

it('says what is missing or does not fit', () => {
  const [first, second] = [anEndpoint('10.0.4.11'), anEndpoint('https://10.0.4.11:2379')];
  expect(places(aForm({ name: ' ' }))).toEqual(['name']);
  expect(places(newForm())).toEqual(['name', expect.stringMatching(/^endpoint\//)]);
  expect(places(aForm({ endpoints: [first, second] }))).toEqual([`endpoint/${second.id}`]);
  expect(places(aForm({ certFile: '/pki/client.crt' }))).toEqual(['keyFile']);
  expect(places(aForm({ keyFile: '/pki/client.key' }))).toEqual(['certFile']);
  expect(places(aForm({ password: 'secret' }))).toEqual(['user']);
});

it('asks nothing of TLS where TLS is off', () => {
  const form = setTls(aForm({ certFile: '/pki/client.crt', caFile: '/pki/ca.crt', skipVerify: true }), false);
  expect(places(form)).toEqual([]);
  expect(draftOf(form)).toMatchObject({
    endpoints: ['http://10.0.4.11:2379'],
    tls: { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false },
  });
});

it('lets the scheme of the endpoint typed last decide for all', () => {
  const typed = anEndpoint('http://10.0.4.12');
  const form = settleEndpoint(aForm({ endpoints: [anEndpoint('https://10.0.4.11:2379'), typed] }), typed.id);
  expect(form.usesTls).toBe(false);
  expect(texts(form)).toEqual(['http://10.0.4.11:2379', 'http://10.0.4.12:2379']);
});

it('leaves TLS as it is where an endpoint makes no sense', () => {
  const typed = anEndpoint('ftp://10.0.4.12');
  expect(settleEndpoint(aForm({ endpoints: [typed] }), typed.id)).toMatchObject({ usesTls: true, endpoints: [typed] });
});

it('puts a pasted list where it was pasted, each endpoint once', () => {
  const [first, empty] = [anEndpoint('https://a:2379'), anEndpoint('')];
  const form = pasteEndpoints(aForm({ endpoints: [first, empty] }), empty.id, ['a', 'b', 'https://c:22379']);
  expect(texts(form)).toEqual(['https://a:2379', 'https://b:2379', 'https://c:22379']);
});

it('saves what the form says, without what was left out', () => {
  const form = aForm({
    name: ' prod ',
    caFile: ' /pki/ca.crt ',
    user: 'root',
    endpoints: [anEndpoint('a'), anEndpoint('')],
  });
  expect(draftOf(form)).toEqual({
    id: null,
    name: 'prod',
    endpoints: ['https://a:2379'],
    tls: { caFile: '/pki/ca.crt', certFile: null, keyFile: null, serverName: null, skipVerify: false },
    user: 'root',
    color: null,
    environment: null,
    readOnly: false,
    imported: false,
    tags: [],
    prefix: '',
  });
});

it('comes back to the same profile when nothing is changed', () => {
  const traits = { environment: 'staging', color: 'teal', imported: true, tags: ['eu'], prefix: '/app/' } as const;
  const summary = aConnection('prod', { user: 'root', ...traits }, { hasPassword: true });
  const form = formOf(summary, 'edit');
  expect(draftOf(form)).toEqual(summary.profile);
  expect(secretsOf(form)).toEqual({});
});

it('copies everything but identity and secrets', () => {
  const form = formOf(aConnection('prod', { user: 'root' }, { hasPassword: true }), 'duplicate');
  expect(draftOf(form)).toMatchObject({ id: null, name: 'prod (copy)', user: 'root' });
  expect(form.keptPassword).toBe(false);
});

it('replaces, removes and leaves stored secrets', () => {
  const kept = formOf(aConnection('prod', { user: 'root' }, { hasPassword: true, hasPassphrase: true }), 'edit');
  const withKey = { ...kept, certFile: '/c', keyFile: '/k' };
  expect(secretsOf(withKey)).toEqual({});
  expect(secretsOf({ ...withKey, password: 'new' })).toEqual({ password: 'new' });
  expect(secretsOf({ ...withKey, forgetsPassword: true })).toEqual({ password: '' });
  expect(secretsOf({ ...withKey, user: '' })).toEqual({ password: '' });
  expect(secretsOf(kept)).toEqual({ passphrase: '' });
});
