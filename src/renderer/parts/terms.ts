/** etcd's terms, explained in a line each. */
export const terms = {
  compaction: 'Removes the history of keys before a revision. Their latest values stay.',
  endpoint: 'A client URL that etcdeck dials; each member has at least one.',
  leader: 'The member that orders all writes. The voting members elect it, and another when it fails.',
  learner: 'A member that follows the others without voting, so that it can catch up without risk.',
  lease: 'A time to live that keys can hang on: when it ends, they are deleted.',
  member: 'One etcd process of the cluster, with its own copy of the data.',
  quorum: 'More than half of the voting members. Without it nothing can be written.',
  revision: 'A counter of the whole store: each change of any key adds one.',
  voter: 'A member whose vote counts for electing a leader and for every write.',
} as const;
