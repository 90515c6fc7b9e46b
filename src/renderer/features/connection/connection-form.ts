import type {
  ConnectionColor,
  ConnectionDiscovery,
  ConnectionDraft,
  ConnectionEnvironment,
  ConnectionProfile,
  ConnectionSecrets,
  ConnectionTls,
  ConnectionWay,
} from '../../../contract/connections/profile.ts';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import { completeEndpoint, hasTls, splitEndpoints } from './endpoint-text.ts';
import { splitPem } from './pem-text.ts';
import { noSsh, readsManifest, type SshForm, sshFormOf, sshOf } from './ssh-form.ts';

/** An endpoint being typed; `id` keeps its place while others come and go. */
export interface EndpointValue {
  readonly id: number;
  readonly text: string;
}

/** A certificate or a key: a file, or pasted text. What the other source holds is kept while it is not used. */
export interface Material {
  readonly source: 'file' | 'text';
  readonly file: string;
  readonly text: string;
}

/** The form as the operator sees it: text, with `''` for absent values. */
export interface ConnectionForm {
  readonly id: ConnectionProfile['id'] | null;
  readonly name: string;
  readonly endpoints: readonly EndpointValue[];
  readonly usesTls: boolean;
  readonly ca: Material;
  readonly cert: Material;
  readonly key: Material;
  readonly passphrase: string;
  readonly serverName: string;
  readonly skipVerify: boolean;
  readonly user: string;
  readonly password: string;
  readonly ssh: SshForm;
  readonly learnsEndpoints: boolean;
  /** The domain whose records the endpoints are, looked up at every opening; `null` where they were typed. */
  readonly discovery: ConnectionDiscovery | null;
  /** Where members' metrics are, with commas or spaces between. */
  readonly metricsURLs: string;
  readonly sshPassword: string;
  readonly sshPassphrase: string;
  readonly color: ConnectionColor | null;
  readonly environment: ConnectionEnvironment | null;
  readonly readOnly: boolean;
  readonly imported: boolean;
  readonly checksHealth: boolean;
  readonly tags: readonly string[];
  readonly prefix: string;
  /** Secrets that are stored and stay so unless another is typed. */
  readonly keptPassword: boolean;
  readonly keptPassphrase: boolean;
  readonly keptPrivateKey: boolean;
  readonly keptSshPassword: boolean;
  readonly keptSshPassphrase: boolean;
  /** Secrets that were stored and are to be removed. */
  readonly forgetsPassword: boolean;
  readonly forgetsPassphrase: boolean;
  readonly forgetsPrivateKey: boolean;
  readonly forgetsSshPassword: boolean;
  readonly forgetsSshPassphrase: boolean;
}

let lastEndpointId = 0;

export const anEndpoint = (text: string): EndpointValue => {
  lastEndpointId += 1;
  return { id: lastEndpointId, text };
};

const noMaterial: Material = { source: 'file', file: '', text: '' };

const materialOf = (file: string | null, text: string | undefined): Material =>
  text === undefined ? { ...noMaterial, file: file ?? '' } : { ...noMaterial, source: 'text', text };

/** Whether there is a file or a text, by the source chosen. */
export const isGiven = ({ source, file, text }: Material): boolean => (source === 'file' ? file : text).trim() !== '';

export const newForm = (): ConnectionForm => ({
  id: null,
  name: '',
  endpoints: [anEndpoint('')],
  usesTls: true,
  ca: noMaterial,
  cert: noMaterial,
  key: noMaterial,
  passphrase: '',
  serverName: '',
  skipVerify: false,
  user: '',
  password: '',
  ssh: noSsh,
  learnsEndpoints: false,
  discovery: null,
  metricsURLs: '',
  sshPassword: '',
  sshPassphrase: '',
  color: null,
  environment: null,
  readOnly: false,
  imported: false,
  checksHealth: false,
  tags: [],
  prefix: '',
  keptPassword: false,
  keptPassphrase: false,
  keptPrivateKey: false,
  keptSshPassword: false,
  keptSshPassphrase: false,
  forgetsPassword: false,
  forgetsPassphrase: false,
  forgetsPrivateKey: false,
  forgetsSshPassword: false,
  forgetsSshPassphrase: false,
});

/** The form of a connection that was read and is not saved yet, its secrets typed in. */
export const formOfDraft = (draft: ConnectionDraft, secrets: ConnectionSecrets): ConnectionForm => ({
  ...newForm(),
  ...wayOf(draft),
  name: draft.name,
  password: secrets.password ?? '',
  passphrase: secrets.passphrase ?? '',
  sshPassword: secrets.sshPassword ?? '',
  sshPassphrase: secrets.sshPassphrase ?? '',
  ...(secrets.privateKey === undefined ? {} : { key: materialOf(null, secrets.privateKey) }),
  imported: draft.imported ?? false,
  prefix: draft.prefix ?? '',
});

const wayOf = ({
  endpoints,
  tls,
  user,
  ssh,
  learnsEndpoints,
  discovery,
  metricsURLs,
}: Pick<ConnectionDraft, 'endpoints' | 'tls' | 'user' | keyof ConnectionWay>) => ({
  endpoints: endpoints.map(anEndpoint),
  usesTls: endpoints.some(hasTls),
  ca: materialOf(tls.caFile, tls.caPem),
  cert: materialOf(tls.certFile, tls.certPem),
  key: materialOf(tls.keyFile, undefined),
  serverName: tls.serverName ?? '',
  skipVerify: tls.skipVerify,
  user: user ?? '',
  ssh: sshFormOf(ssh),
  learnsEndpoints: learnsEndpoints ?? false,
  discovery: discovery ?? null,
  metricsURLs: (metricsURLs ?? []).join(', '),
});

/** The form of a saved connection: to edit it, or as the beginning of a copy, which takes no secret along. */
export function formOf({ profile, ...kept }: ConnectionSummary, mode: 'edit' | 'duplicate'): ConnectionForm {
  const isEdit = mode === 'edit';
  const keptPrivateKey = isEdit && kept.hasPrivateKey;
  return {
    ...newForm(),
    id: isEdit ? profile.id : null,
    name: isEdit ? profile.name : `${profile.name} (copy)`,
    ...wayOf(profile),
    ...(keptPrivateKey ? { key: materialOf(null, '') } : {}),
    color: profile.color,
    environment: profile.environment,
    readOnly: profile.readOnly,
    imported: profile.imported,
    checksHealth: profile.checksHealth,
    tags: profile.tags,
    prefix: profile.prefix,
    keptPassword: isEdit && kept.hasPassword,
    keptPassphrase: isEdit && kept.hasPassphrase,
    keptPrivateKey,
    keptSshPassword: isEdit && kept.hasSshPassword,
    keptSshPassphrase: isEdit && kept.hasSshPassphrase,
  };
}

/**
 * Takes a pasted client certificate. Where its key came along, the key goes to its own field: a profile is a file in
 * clear, and the key must not come into it.
 */
export function pasteCertificate(form: ConnectionForm, text: string): ConnectionForm {
  const { certificates, keys } = splitPem(text);
  if (keys === '' || certificates === '') return { ...form, cert: { ...form.cert, source: 'text', text } };
  return {
    ...form,
    cert: { ...form.cert, source: 'text', text: certificates },
    key: { ...form.key, source: 'text', text: keys },
  };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What is tested and saved. What TLS does not need is left out where TLS is off. */
export function draftOf(form: ConnectionForm): ConnectionDraft {
  const { usesTls } = form;
  return {
    id: form.id,
    name: form.name.trim(),
    endpoints: form.endpoints.filter((one) => one.text.trim() !== '').map((one) => completeEndpoint(one.text, usesTls)),
    tls: usesTls && !readsManifest(form.ssh) ? tlsOf(form) : { ...noFiles, serverName: null, skipVerify: false },
    user: orNull(form.user),
    ssh: sshOf(form.ssh),
    learnsEndpoints: form.learnsEndpoints,
    discovery: form.discovery,
    metricsURLs: splitEndpoints(form.metricsURLs),
    color: form.color,
    environment: form.environment,
    readOnly: form.readOnly,
    imported: form.imported,
    checksHealth: form.checksHealth,
    tags: form.tags,
    prefix: form.prefix,
  };
}

const noFiles = { caFile: null, certFile: null, keyFile: null } as const;

function tlsOf({ ca, cert, key, serverName, skipVerify }: ConnectionForm): ConnectionTls {
  const fileOf = ({ source, file }: Material): string | null => (source === 'file' ? orNull(file) : null);
  return {
    caFile: fileOf(ca),
    certFile: fileOf(cert),
    keyFile: fileOf(key),
    ...(ca.source === 'text' && isGiven(ca) ? { caPem: ca.text.trim() } : {}),
    ...(cert.source === 'text' && isGiven(cert) ? { certPem: cert.text.trim() } : {}),
    serverName: orNull(serverName),
    skipVerify,
  };
}

/** A typed secret replaces the stored one, an empty one removes it, an absent one leaves it. */
export function secretsOf(form: ConnectionForm): ConnectionSecrets {
  const hasCertificate = form.usesTls && !readsManifest(form.ssh) && isGiven(form.cert);
  const isKeyPasted = hasCertificate && form.key.source === 'text';
  const losesPassword = form.forgetsPassword || (form.keptPassword && form.user.trim() === '');
  const losesPassphrase = form.forgetsPassphrase || (form.keptPassphrase && !hasCertificate);
  const { isUsed, auth } = form.ssh;
  const losesSshPassword = form.forgetsSshPassword || (form.keptSshPassword && !isUsed);
  const losesSshPassphrase = form.forgetsSshPassphrase || (form.keptSshPassphrase && !(isUsed && auth === 'key'));
  const losesKey = form.forgetsPrivateKey || (form.keptPrivateKey && !isKeyPasted);
  return {
    ...secret('password', form.password, losesPassword),
    ...secret('passphrase', form.passphrase, losesPassphrase),
    ...secret('privateKey', isKeyPasted ? form.key.text.trim() : '', losesKey),
    ...secret('sshPassword', isUsed ? form.sshPassword : '', losesSshPassword),
    ...secret('sshPassphrase', isUsed && auth === 'key' ? form.sshPassphrase : '', losesSshPassphrase),
  };
}

const secret = (name: keyof ConnectionSecrets, typed: string, isLost: boolean): ConnectionSecrets =>
  typed !== '' ? { [name]: typed } : isLost ? { [name]: '' } : {};
