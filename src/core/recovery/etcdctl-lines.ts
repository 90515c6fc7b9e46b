import type { ConnectionProfile, ConnectionTls } from '../../contract/connections/profile.ts';
import { etcdctlLine, etcdctlTls, spelt, tlsFlags } from '../../contract/etcdctl-line.ts';

/** Lines of etcdctl with a connection's certificates. */
export interface EtcdctlLines {
  /** A call to these endpoints, as the connection's user. */
  at(endpoints: readonly string[], ...words: readonly string[]): string;
  /** The flags of a call that needs root, without quorum: a password cannot be checked then, so that none is given. */
  readonly asRoot: string;
  /** Where the lines can be run, and what they ask for. */
  readonly notes: readonly string[];
  /** The same of a call that needs root. */
  readonly asRootNotes: readonly string[];
}

/** What decides how root is asked for. */
export interface RootAccess {
  readonly isAuthOn: boolean | null;
  /** The common name of the connection's client certificate. */
  readonly certificateName: string | null;
}

/** Whether a snapshot needs a certificate that the connection does not have. */
export const lacksRoot = ({ isAuthOn, certificateName }: RootAccess): boolean =>
  isAuthOn === true && certificateName !== 'root';

/** Returns the lines for a connection. */
export function etcdctlLines(profile: ConnectionProfile, access: RootAccess): EtcdctlLines {
  const { ssh, user } = profile;
  const own = etcdctlTls(profile);
  const rootTls: ConnectionTls = { ...own, certFile: '<root.crt>', keyFile: '<root.key>' };
  const asRootNotes = ssh === null ? [] : [`Run etcdctl where the endpoints are reached: on ${ssh.host}.`];
  const asked = user === null ? [] : ['etcdctl asks for the password, or takes it from ETCDCTL_PASSWORD.'];
  return {
    at: (endpoints, ...words) => etcdctlLine(profile, words, endpoints),
    asRoot: spelt(tlsFlags(lacksRoot(access) ? rootTls : own)),
    notes: [...asRootNotes, ...asked],
    asRootNotes,
  };
}
