/** Returns what etcdctl is given to add a member. The name stands behind `--`: it may begin with a dash. */
export function memberAddWords(member: {
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly isLearner: boolean;
}): readonly string[] {
  const learner = member.isLearner ? ['--learner'] : [];
  return ['member', 'add', ...learner, `--peer-urls=${member.peerURLs.join(',')}`, '--', member.name];
}
