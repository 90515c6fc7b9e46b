import type { ConnectionDiscovery } from '../../../contract/connections/profile.ts';
import { anEndpoint, type ConnectionForm, type EndpointValue } from './connection-form.ts';
import { completeEndpoint, hasScheme, hasTls, withTls } from './endpoint-text.ts';

/** TLS on or off for every endpoint: one cluster has one scheme. */
export const setTls = (form: ConnectionForm, usesTls: boolean): ConnectionForm => ({
  ...form,
  usesTls,
  endpoints: form.endpoints.map((one) => ({ ...one, text: withTls(one.text, usesTls) })),
});

/** Takes what is being typed. A scheme counts as soon as it is whole, so that the switch for TLS shows it at once. */
export function typeEndpoint(form: ConnectionForm, id: number, text: string): ConnectionForm {
  const typed = { ...form, endpoints: form.endpoints.map((one) => (one.id === id ? { id, text } : one)) };
  return hasScheme(text) && hasTls(text) !== form.usesTls ? setTls(typed, hasTls(text)) : typed;
}

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

/** What DNS named: to be looked up again, they are all there is; once only, they are added to those typed. */
export function takeDiscovered(
  form: ConnectionForm,
  texts: readonly string[],
  discovery: ConnectionDiscovery | null,
): ConnectionForm {
  const last = form.endpoints.at(-1);
  if (discovery === null) return last === undefined ? form : pasteEndpoints(form, last.id, texts);
  return { ...form, discovery, usesTls: texts.some(hasTls), endpoints: texts.map(anEndpoint) };
}

const withoutRepeats = (endpoints: readonly EndpointValue[]): readonly EndpointValue[] =>
  endpoints.filter((one, at) => one.text === '' || endpoints.findIndex((other) => other.text === one.text) === at);
