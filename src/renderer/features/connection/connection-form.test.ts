import { expect, it } from 'vitest';
import { aConnection } from '../../testing/builders.ts';
import {
  anEndpoint,
  type ConnectionForm,
  draftOf,
  formOf,
  type Material,
  newForm,
  pasteCertificate,
  secretsOf,
} from './connection-form.ts';
import { pasteEndpoints, setTls, settleEndpoint } from './form-endpoints.ts';
import { problemsOf } from './form-problems.ts';

const aForm = (changes: Partial<ConnectionForm> = {}): ConnectionForm => ({
  ...newForm(),
  name: 'prod',
  endpoints: [anEndpoint('https://10.0.4.11:2379')],
  ...changes,
});

const file = (path: string): Material => ({ source: 'file', file: path, text: '' });
const text = (pem: string): Material => ({ source: 'text', file: '', text: pem });
const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const key = '-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n';

const texts = (form: ConnectionForm): readonly string[] => form.endpoints.map((one) => one.text);
const places = (form: ConnectionForm): readonly string[] => [...problemsOf(form).keys()];

it('finds nothing wrong with a name and an endpoint', () => expect(places(aForm())).toEqual([]));

it('says what is missing or does not fit', () => {
  const [first, second] = [anEndpoint('10.0.4.11'), anEndpoint('https://10.0.4.11:2379')];
  expect(places(aForm({ name: ' ' }))).toEqual(['name']);
  expect(places(newForm())).toEqual(['name', expect.stringMatching(/^endpoint\//)]);
  expect(places(aForm({ endpoints: [first, second] }))).toEqual([`endpoint/${second.id}`]);
  expect(places(aForm({ key: file('/pki/client.key') }))).toEqual(['cert']);
  expect(places(aForm({ password: 'secret' }))).toEqual(['user']);
});

it('lets a certificate’s file hold its key, and asks for the key of a pasted one', () => {
  expect(places(aForm({ cert: file('/pki/client.p12') }))).toEqual([]);
  expect(places(aForm({ cert: text(certificate) }))).toEqual(['key']);
  expect(places(aForm({ cert: text(certificate), key: text(key) }))).toEqual([]);
  expect(places(aForm({ cert: text(certificate), key: file('/pki/client.key') }))).toEqual([]);
  expect(places(aForm({ cert: text(certificate), key: text(''), keptPrivateKey: true }))).toEqual([]);
});

it('tells pasted text that is not what its field takes', () => {
  expect(places(aForm({ ca: text('/pki/ca.crt') }))).toEqual(['ca']);
  expect(places(aForm({ ca: text(key) }))).toEqual(['ca']);
  expect(places(aForm({ cert: text(certificate), key: text(certificate) }))).toEqual(['key']);
});

it('moves a key that was pasted with its certificate to its own field', () => {
  const form = pasteCertificate(aForm(), `subject=CN = root\n${certificate}${key}`);
  expect(form.cert).toMatchObject({ source: 'text', text: certificate });
  expect(form.key).toMatchObject({ source: 'text', text: key });
  expect(JSON.stringify(draftOf(form))).not.toContain('PRIVATE');
  expect(draftOf(form).tls).toMatchObject({ certFile: null, certPem: certificate.trim(), keyFile: null });
  expect(secretsOf(form)).toEqual({ privateKey: key.trim() });
});

it('asks nothing of TLS where TLS is off', () => {
  const form = setTls(aForm({ cert: text(certificate), ca: file('/pki/ca.crt'), skipVerify: true }), false);
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
    ca: file(' /pki/ca.crt '),
    user: 'root',
    endpoints: [anEndpoint('a'), anEndpoint('')],
  });
  expect(draftOf(form)).toEqual({
    id: null,
    name: 'prod',
    endpoints: ['https://a:2379'],
    tls: { caFile: '/pki/ca.crt', certFile: null, keyFile: null, serverName: null, skipVerify: false },
    user: 'root',
    ssh: null,
    learnsEndpoints: false,
    discovery: null,
    metricsURLs: [],
    color: null,
    environment: null,
    readOnly: false,
    imported: false,
    checksHealth: false,
    tags: [],
    prefix: '',
  });
});

it('comes back to the same profile when nothing is changed', () => {
  const traits = {
    environment: 'staging',
    color: 'teal',
    imported: true,
    tags: ['eu'],
    prefix: '/app/',
    checksHealth: true,
    metricsURLs: ['http://10.0.0.1:2381', 'http://10.0.0.2:2381'],
  } as const;
  const summary = aConnection('prod', { user: 'root', ...traits }, { hasPassword: true });
  const form = formOf(summary, 'edit');
  expect(summary.profile).toMatchObject(draftOf(form));
  expect(secretsOf(form)).toEqual({});
});

it('copies everything but identity and secrets', () => {
  const form = formOf(aConnection('prod', { user: 'root' }, { hasPassword: true }), 'duplicate');
  expect(draftOf(form)).toMatchObject({ id: null, name: 'prod (copy)', user: 'root' });
  expect(form.keptPassword).toBe(false);
});

it('replaces, removes and leaves stored secrets', () => {
  const kept = formOf(aConnection('prod', { user: 'root' }, { hasPassword: true, hasPassphrase: true }), 'edit');
  const withKey = { ...kept, cert: file('/c'), key: file('/k') };
  expect(secretsOf(withKey)).toEqual({});
  expect(secretsOf({ ...withKey, password: 'new' })).toEqual({ password: 'new' });
  expect(secretsOf({ ...withKey, forgetsPassword: true })).toEqual({ password: '' });
  expect(secretsOf({ ...withKey, user: '' })).toEqual({ password: '' });
  expect(secretsOf(kept)).toEqual({ passphrase: '' });
});

it('keeps a stored key until it is replaced, forgotten, or of no use', () => {
  const pasted = aConnection('prod', {}, { hasPrivateKey: true });
  const tls = { ...pasted.profile.tls, certPem: certificate.trim() };
  const form = formOf({ ...pasted, profile: { ...pasted.profile, tls } }, 'edit');
  expect(draftOf(form).tls).toEqual(tls);
  expect(secretsOf(form)).toEqual({});
  expect(secretsOf({ ...form, key: text(key) })).toEqual({ privateKey: key.trim() });
  expect(secretsOf({ ...form, forgetsPrivateKey: true })).toEqual({ privateKey: '' });
  expect(secretsOf({ ...form, key: file('/pki/client.key') })).toEqual({ privateKey: '' });
  expect(secretsOf(setTls(form, false))).toEqual({ privateKey: '' });
});
