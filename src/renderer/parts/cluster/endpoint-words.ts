import type { ConnectionDiscovery, ConnectionProfile } from '../../../contract/connections/profile.ts';

type Leading = Pick<ConnectionProfile, 'endpoints'> & Partial<Pick<ConnectionProfile, 'discovery'>>;

/** Where endpoints come from that are looked up. */
export const domainWords = ({ domain }: ConnectionDiscovery): string => `SRV records of ${domain}`;

/** Where a connection leads, in one line: what was typed, or the domain that decides it, and what that named last. */
export const endpointWords = ({ endpoints, discovery }: Leading): string =>
  discovery ? `${domainWords(discovery)}; found last: ${endpoints.join(', ')}` : endpoints.join(', ');
