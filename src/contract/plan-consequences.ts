/** A consequence of a plan of keys. */
export type KeysConsequence =
  /** Kubernetes' API server is bypassed: no validation, no admission, no defaults. */
  | 'BypassesKubernetes'
  /** A value is not what an API server stores at its key: `malformed` names the key and the fault. */
  | 'MalformedObject'
  /** The values come from a snapshot whose contents are damaged: they may not be what etcd stored. */
  | 'SourceDamaged'
  /** The values come from a snapshot without a hash: nothing proves them. */
  | 'SourceUnverifiable'
  /** The values contain Secret data. */
  | 'HoldsSecrets'
  /** Some keys have a lease: an undo does not restore deleted keys onto it, and what is copied or put back has none. */
  | 'LosesLeases'
  /** Only the lease of the key changes. */
  | 'KeepsValue'
  /** The plan takes more than one transaction: another client may see it half done. */
  | 'NotAtomic'
  /** Keys exist that are to be neither overwritten nor skipped: executing the plan fails with `Conflict`. */
  | 'MeetsExisting'
  /**
   * An undo leaves keys as they are: another client changed them since, or their content does not show whether one did.
   */
  | 'LeavesKeys'
  /** An undo cannot put back everything: the journal lost `unread` changes of the entry. */
  | 'JournalIncomplete'
  /** An undo of a write that may still happen: the undo does not cover what the write changes later. */
  | 'MayStillHappen'
  /** An undo of a write of unknown outcome: the undo may revert another client's change. */
  | 'OutcomeUntold'
  /** The server decides which branch of a transaction runs, by its keys when it arrives. */
  | 'ServerDecides'
  /** A server with the default limits refuses the transaction (operations; bytes: the size of the request). */
  | 'BeyondLimits';

/**
 * A consequence of putting keys back. The figures name a few of the objects in a text, and count them; a count of
 * objects is of those that the plan writes.
 */
export type PutBackConsequence =
  /** New leases are granted before their keys are written; one that is not used expires by itself (grants). */
  | 'GrantsLeases'
  /** Objects are put back along with the chosen ones (along). */
  | 'TakesAlong'
  /** Records that pass by themselves, and allocations, stay as they are (leftOut). */
  | 'LeavesRecords'
  /** The source does not hold everything, so that more may belong to the chosen objects. */
  | 'SourceIncomplete'
  /** The garbage collector deletes objects at once, none of whose owners exists (ownerless, ownerlessNames). */
  | 'OwnersMissing'
  /** Objects were being deleted then, and are deleted again (deleting, deletingNames). */
  | 'BeingDeleted'
  /** Pods are bound to nodes that do not exist: they are deleted (nodeless, nodelessNames). */
  | 'NodesMissing'
  /** Controllers act on what is put back (reacting: kinds, as a text). */
  | 'ControllersReact'
  /** Services have the addresses that they had, which another may have got since (services). */
  | 'KeepsAddresses'
  /** Encrypted values are copied as they are: the API server needs the keys that it had then (encrypted). */
  | 'CopiesEncrypted';

/** A consequence of a plan of operations. */
export type OperationsConsequence =
  /** Another member leads afterwards: reads and writes wait for a moment during the transfer. */
  | 'ChangesLeader'
  /** Writes wait from the moment the member is added until it has started and caught up. */
  | 'HaltsWrites'
  /** Afterwards writes stop when one more voting member fails. */
  | 'LeavesNoTolerance'
  /** Afterwards the number of voting members is even, which tolerates no more failures than one voter less. */
  | 'EvenVoters'
  /** The member stops for good; its data-dir is useless, and has to be emptied before the host is used again. */
  | 'DiscardsMember'
  /** Every endpoint of the connection leads to the member that is removed: nothing answers it afterwards. */
  | 'LosesEndpoints'
  /** The new member has to be started afterwards, with what etcdeck prints. */
  | 'NeedsStart'
  /** The member has to listen at its new peer URLs: its own flags are not changed. */
  | 'NeedsRestart'
  /** A peer URL is accepted by the server and seldom meant: `cluster.checkPeerURLs` says why. */
  | 'OddPeerURL'
  /** Members run a version that loses what this changes at a later upgrade: upgrade them first. */
  | 'VersionForgets'
  /**
   * The history before a revision is lost: it can no longer be read, watched or undone (compactTo; oldest: the first
   * lost revision; keptMs: the age of compactTo, if known; unknownMs: the age that was to be kept, where no revision is
   * known to be that old).
   */
  | 'LosesHistory'
  /** A member answers nothing while it is defragmented (longestMs). */
  | 'SilencesMembers'
  /** Each member writes a second file of about its part in use (needed: bytes, for the largest part). */
  | 'NeedsDisk'
  /** The files become hardly smaller: nothing is compacted, and few pages are free (gain: bytes). */
  | 'GainsNothing'
  /** Members stay above their quota: keys have to be deleted, or the quota raised (members: a list). */
  | 'StillFull'
  /** The files become smaller by at least this (gain: bytes). */
  | 'GainsSpace'
  /** The alarm is raised again at once where its cause is still there. */
  | 'AlarmMayReturn'
  /** The members' data stay as they are: clearing the alarm repairs nothing. */
  | 'RepairsNothing'
  /** Members have to be restarted with the older version, one by one; new features stop at once (to). */
  | 'LowersVersion'
  /** It writes as fast as the load says, for a minute: others wait longer meanwhile (writesPerSecond, clients). */
  | 'LoadsCluster'
  /** Users may read or write more keys afterwards (gainers: how many users). */
  | 'GivesAccess'
  /** Users may read or write fewer keys afterwards (losers: how many users). */
  | 'TakesAccess'
  /** The connection's own user is among those who lose access. */
  | 'TakesOwnAccess'
  /** The connection’s user, if any, does not have the role root, and is restricted once auth is on. */
  | 'ShutsOutConnection'
  /** Auth is off: users and roles restrict nobody until it is turned on. */
  | 'NotEnforcedYet'
  /** The user root is deleted and added again, with the password that was typed and the roles that it had. */
  | 'RenewsRoot'
  /** Everybody who reaches a member may read and write every key afterwards. */
  | 'OpensToEverybody'
  /** etcd ignores the new password where the user was added without one, and does not report which users were. */
  | 'PasswordMayBeIgnored'
  /** Not every change of access is listed (unlisted: how many are not). */
  | 'MoreAccessChanges'
  /** The keys attached to the leases are deleted with them (keys). The journal does not keep their values. */
  | 'DeletesAttached'
  /** Nothing keeps the lease alive: it expires unless a client keeps it alive (ttl). */
  | 'ExpiresAlone'
  /** Nothing would change. Plans of keys say so as well. */
  | 'ChangesNothing';

/** A consequence of a plan, as a code that `consequence-words.ts` and the screens put into words. */
export type PlanConsequence = KeysConsequence | PutBackConsequence | OperationsConsequence;
