import type { ConnectionProfile } from '../../contract/connections/profile.ts';
import { etcdctlFlags, etcdctlNotes, spelt } from '../../contract/etcdctl-line.ts';

/**
 * A connection as etcdctl takes it, for a POSIX shell. etcdctl reads PEM files only, knows no passphrase, and verifies
 * certificates against the endpoint's own name; what it cannot take stands in a comment.
 */
export function asEtcdctl(profile: ConnectionProfile): { readonly command: string; readonly environment: string } {
  const flags = etcdctlFlags(profile);
  // No flag of the command: etcdctl refuses one beside the variable, and asks by itself where there is neither.
  const secret = profile.user === null ? [] : [{ flag: 'password', value: "'<password>'" }];
  const note = etcdctlNotes(profile, [])
    .map((line) => `${line}\n`)
    .join('');
  return {
    command: `${note}etcdctl ${spelt(flags)}`,
    environment: `${note}${[...flags, ...secret]
      .map(({ flag, value }) => `export ETCDCTL_${flag.toUpperCase().replaceAll('-', '_')}=${value}\n`)
      .join('')}`,
  };
}
