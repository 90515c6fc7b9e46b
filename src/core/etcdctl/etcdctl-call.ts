import { shellWord } from '../../contract/shell-quote.ts';

/** A flag of etcdctl, its value quoted for a shell. */
export interface EtcdctlFlag {
  readonly flag: string;
  readonly value: string;
}

/** Returns a call of etcdctl to these endpoints as a line for a shell. `flags`: further ones, as a connection has them. */
export function etcdctlCall(
  endpoints: readonly string[],
  words: readonly string[],
  flags: readonly EtcdctlFlag[] = [],
): string {
  const at = { flag: 'endpoints', value: shellWord(endpoints.join(',')) };
  return ['etcdctl', spelt([at, ...flags]), ...words.map(shellWord)].join(' ');
}

/** Returns flags as a shell has them: `--cacert=/pki/ca.crt --user=root`. */
export function spelt(flags: readonly EtcdctlFlag[]): string {
  return flags.map(({ flag, value }) => `--${flag}=${value}`).join(' ');
}

/** Returns what etcdctl is given to add a member. The name stands behind `--`: it may begin with a dash. */
export function memberAddWords(member: {
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly isLearner: boolean;
}): readonly string[] {
  const learner = member.isLearner ? ['--learner'] : [];
  return ['member', 'add', ...learner, `--peer-urls=${member.peerURLs.join(',')}`, '--', member.name];
}
