import type {
  ConnectionColor,
  ConnectionDraft,
  ConnectionEnvironment,
  ConnectionProfile,
  ConnectionSecrets,
  ConnectionSummary,
} from '../../../contract/connections.ts';
import { completeEndpoint, endpointProblem, hasScheme, hasTls, withTls } from './endpoint-text.ts';

/** An endpoint being typed; `id` keeps its place while others come and go. */
export interface EndpointValue {
  readonly id: number;
  readonly text: string;
}

/** The form as the operator sees it: text, and `''` for what is left out. */
export interface ConnectionForm {
  readonly id: ConnectionProfile['id'] | null;
  readonly name: string;
  readonly endpoints: readonly EndpointValue[];
  readonly usesTls: boolean;
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly passphrase: string;
  readonly serverName: string;
  readonly skipVerify: boolean;
  readonly user: string;
  readonly password: string;
  readonly color: ConnectionColor | null;
  readonly environment: ConnectionEnvironment | null;
  readonly readOnly: boolean;
  readonly imported: boolean;
  /** Not shown here, and kept as they are. */
  readonly tags: readonly string[];
  readonly prefix: string;
  /** Secrets that are stored and stay so unless another is typed. */
  readonly keptPassword: boolean;
  readonly keptPassphrase: boolean;
  /** Secrets that were stored and are to be removed. */
  readonly forgetsPassword: boolean;
  readonly forgetsPassphrase: boolean;
}

let lastEndpointId = 0;

export const anEndpoint = (text: string): EndpointValue => {
  lastEndpointId += 1;
  return { id: lastEndpointId, text };
};

export const newForm = (): ConnectionForm => ({
  id: null,
  name: '',
  endpoints: [anEndpoint('')],
  usesTls: true,
  caFile: '',
  certFile: '',
  keyFile: '',
  passphrase: '',
  serverName: '',
  skipVerify: false,
  user: '',
  password: '',
  color: null,
  environment: null,
  readOnly: false,
  imported: false,
  tags: [],
  prefix: '',
  keptPassword: false,
  keptPassphrase: false,
  forgetsPassword: false,
  forgetsPassphrase: false,
});

/** The form of a saved connection: to edit it, or as the beginning of a copy, which takes no secret along. */
export function formOf({ profile, ...kept }: ConnectionSummary, mode: 'edit' | 'duplicate'): ConnectionForm {
  const isEdit = mode === 'edit';
  return {
    ...newForm(),
    id: isEdit ? profile.id : null,
    name: isEdit ? profile.name : `${profile.name} (copy)`,
    endpoints: profile.endpoints.map(anEndpoint),
    usesTls: profile.endpoints.some(hasTls),
    caFile: profile.tls.caFile ?? '',
    certFile: profile.tls.certFile ?? '',
    keyFile: profile.tls.keyFile ?? '',
    serverName: profile.tls.serverName ?? '',
    skipVerify: profile.tls.skipVerify,
    user: profile.user ?? '',
    color: profile.color,
    environment: profile.environment,
    readOnly: profile.readOnly,
    imported: profile.imported,
    tags: profile.tags,
    prefix: profile.prefix,
    keptPassword: isEdit && kept.hasPassword,
    keptPassphrase: isEdit && kept.hasPassphrase,
  };
}

/** TLS on or off for every endpoint: one cluster has one scheme. */
export const setTls = (form: ConnectionForm, usesTls: boolean): ConnectionForm => ({
  ...form,
  usesTls,
  endpoints: form.endpoints.map((one) => ({ ...one, text: withTls(one.text, usesTls) })),
});

/** Completes one endpoint after it was typed. An endpoint's own scheme decides for all, as it was meant. */
export function settleEndpoint(form: ConnectionForm, id: number): ConnectionForm {
  const typed = form.endpoints.find((one) => one.id === id)?.text.trim() ?? '';
  if (typed === '') return form;
  const text = completeEndpoint(typed, form.usesTls);
  const settled = { ...form, endpoints: form.endpoints.map((one) => (one.id === id ? { id, text } : one)) };
  return !hasScheme(text) || hasTls(text) === form.usesTls ? settled : setTls(settled, hasTls(text));
}

/** Puts a pasted list in the place of the endpoint it was pasted into. */
export function pasteEndpoints(form: ConnectionForm, id: number, texts: readonly string[]): ConnectionForm {
  const usesTls = texts.some(hasScheme) ? texts.some(hasTls) : form.usesTls;
  const pasted = texts.map((text) => anEndpoint(withTls(completeEndpoint(text, usesTls), usesTls)));
  const endpoints = form.endpoints.flatMap((one) =>
    one.id === id ? (one.text.trim() === '' ? pasted : [one, ...pasted]) : [one],
  );
  return setTls({ ...form, endpoints: withoutRepeats(endpoints) }, usesTls);
}

const withoutRepeats = (endpoints: readonly EndpointValue[]): readonly EndpointValue[] =>
  endpoints.filter((one, at) => one.text === '' || endpoints.findIndex((other) => other.text === one.text) === at);

/** The place of a problem in the form; an endpoint's is its id. */
export type FormPlace = 'name' | 'certFile' | 'keyFile' | 'user' | `endpoint/${number}`;

/** What is wrong, by place. An empty map can be tested and saved. */
export function problemsOf(form: ConnectionForm): ReadonlyMap<FormPlace, string> {
  const problems = new Map<FormPlace, string>();
  if (form.name.trim() === '') problems.set('name', 'Give the connection a name.');
  const given = form.endpoints.filter((one) => one.text.trim() !== '');
  const [first] = form.endpoints;
  if (given.length === 0 && first !== undefined) problems.set(`endpoint/${first.id}`, 'Give at least one endpoint.');
  const seen = new Set<string>();
  for (const { id, text } of given) {
    const endpoint = completeEndpoint(text, form.usesTls);
    const problem = endpointProblem(endpoint) ?? (seen.has(endpoint) ? 'This endpoint is in the list already.' : null);
    if (problem !== null) problems.set(`endpoint/${id}`, problem);
    seen.add(endpoint);
  }
  if (form.usesTls) {
    if (form.certFile !== '' && form.keyFile === '')
      problems.set('keyFile', 'A client certificate needs its private key.');
    if (form.keyFile !== '' && form.certFile === '')
      problems.set('certFile', 'A private key needs its client certificate.');
  }
  if (form.user.trim() === '' && form.password !== '') problems.set('user', 'Whose password is this? Give the user.');
  return problems;
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What is tested and saved. What TLS does not need is left out where TLS is off. */
export function draftOf(form: ConnectionForm): ConnectionDraft {
  const { usesTls } = form;
  return {
    id: form.id,
    name: form.name.trim(),
    endpoints: form.endpoints.filter((one) => one.text.trim() !== '').map((one) => completeEndpoint(one.text, usesTls)),
    tls: {
      caFile: usesTls ? orNull(form.caFile) : null,
      certFile: usesTls ? orNull(form.certFile) : null,
      keyFile: usesTls ? orNull(form.keyFile) : null,
      serverName: usesTls ? orNull(form.serverName) : null,
      skipVerify: usesTls && form.skipVerify,
    },
    user: orNull(form.user),
    color: form.color,
    environment: form.environment,
    readOnly: form.readOnly,
    imported: form.imported,
    tags: form.tags,
    prefix: form.prefix,
  };
}

/** A typed secret replaces the stored one, an empty one removes it, an absent one leaves it. */
export function secretsOf(form: ConnectionForm): ConnectionSecrets {
  const losesPassword = form.forgetsPassword || (form.keptPassword && form.user.trim() === '');
  const losesPassphrase = form.forgetsPassphrase || (form.keptPassphrase && (!form.usesTls || form.keyFile === ''));
  return {
    ...(form.password !== '' ? { password: form.password } : losesPassword ? { password: '' } : {}),
    ...(form.passphrase !== '' ? { passphrase: form.passphrase } : losesPassphrase ? { passphrase: '' } : {}),
  };
}
