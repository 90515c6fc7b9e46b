import { withoutEnd } from '../../../contract/text-end.ts';

const scheme = /^(https?):\/\//i;
const otherScheme = /^(?!https?:)[a-z][a-z0-9+.-]*:\/\//i;

/** Endpoints as they come from a shell, a file or a colleague: separated by commas, spaces or lines. */
export const splitEndpoints = (text: string): readonly string[] =>
  text
    .split(/[\s,;]+/)
    .map((part) => part.replace(/^["']|["']$/g, '').replace(/^(--endpoints|ETCDCTL_ENDPOINTS)=/, ''))
    .filter((part) => part !== '' && part !== '--endpoints');

/** What was meant by an endpoint without scheme, or without port: this connection's scheme, and 2379. */
export function completeEndpoint(text: string, usesTls: boolean): string {
  const trimmed = withoutEnd(text.trim(), (character) => character === '/');
  if (trimmed === '' || otherScheme.test(trimmed)) return trimmed;
  const withScheme = scheme.test(trimmed) ? trimmed : `${usesTls ? 'https' : 'http'}://${trimmed}`;
  return /:\d+$/.test(withScheme.replace(scheme, '')) ? withScheme : `${withScheme}:2379`;
}

export const withTls = (endpoint: string, usesTls: boolean): string =>
  endpoint.replace(scheme, usesTls ? 'https://' : 'http://');

/** Whether an endpoint states its scheme, and so whether it has TLS. */
export const hasScheme = (endpoint: string): boolean => scheme.test(endpoint);

export const hasTls = (endpoint: string): boolean => /^https:/i.test(endpoint);

/** What is wrong with an endpoint, or `null`. */
export function endpointProblem(text: string): string | null {
  const match = /^https?:\/\/(\[[0-9a-f:.]+\]|[^\s/:@?#]+):(\d{1,5})$/i.exec(text);
  if (match === null) return 'Write it as https://host:2379.';
  const port = Number(match[2]);
  return port >= 1 && port <= 65_535 ? null : 'A port is between 1 and 65535.';
}

/** What an SRV record of etcd's is called in its domain. */
export const recordName = (scheme: 'http' | 'https', service: string | null): string =>
  `_etcd-client${scheme === 'https' ? '-ssl' : ''}${service === null ? '' : `-${service}`}._tcp`;
