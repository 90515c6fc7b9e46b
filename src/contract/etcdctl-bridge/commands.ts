import type { LeaseId, MemberId } from '../ids.ts';

/** The keys that a command is about, as etcdctl's arguments name them. */
export type NamedKeys =
  | { readonly kind: 'key' | 'prefix' | 'from'; readonly key: Uint8Array }
  | { readonly kind: 'range'; readonly key: Uint8Array; readonly end: Uint8Array };

/** What a line of etcdctl or etcdutl asks for. Passwords are never part of it. */
export type EtcdctlCommand =
  | { readonly kind: 'get'; readonly keys: NamedKeys; readonly revision: number | null }
  | {
      readonly kind: 'put';
      readonly key: Uint8Array;
      readonly value: Uint8Array;
      /** `keep`: the key's own, `--ignore-lease`. */
      readonly lease: LeaseId | null | 'keep';
    }
  | { readonly kind: 'del'; readonly keys: NamedKeys }
  | {
      readonly kind: 'watch';
      readonly keys: NamedKeys;
      readonly revision: number | null;
      readonly previous: boolean;
    }
  | { readonly kind: 'txn' }
  | { readonly kind: 'compaction'; readonly revision: number; readonly isPhysical: boolean }
  | { readonly kind: 'lease grant'; readonly ttl: number }
  | { readonly kind: 'lease list' }
  | { readonly kind: 'lease revoke' | 'lease keep-alive' | 'lease timetolive'; readonly lease: LeaseId }
  | { readonly kind: 'alarm list' | 'alarm disarm' }
  | { readonly kind: 'defrag'; readonly isWholeCluster: boolean }
  | { readonly kind: 'downgrade enable' | 'downgrade validate'; readonly version: string }
  | { readonly kind: 'downgrade cancel' }
  | { readonly kind: 'endpoint health' | 'endpoint status' | 'endpoint hashkv' }
  | { readonly kind: 'member list' }
  | {
      readonly kind: 'member add';
      readonly name: string;
      readonly peerURLs: readonly string[];
      readonly isLearner: boolean;
    }
  | { readonly kind: 'member update'; readonly member: MemberId; readonly peerURLs: readonly string[] }
  | { readonly kind: 'member promote' | 'member remove' | 'move-leader'; readonly member: MemberId }
  | { readonly kind: 'snapshot save' | 'snapshot status' | 'snapshot restore'; readonly file: string }
  | { readonly kind: 'check perf' }
  | { readonly kind: 'auth enable' | 'auth disable' | 'auth status' | 'user list' | 'role list' }
  | { readonly kind: 'user add' | 'user delete' | 'user get' | 'user passwd'; readonly user: string }
  | { readonly kind: 'user grant-role' | 'user revoke-role'; readonly user: string; readonly role: string }
  | { readonly kind: 'role add' | 'role delete' | 'role get'; readonly role: string }
  | {
      readonly kind: 'role grant-permission';
      readonly role: string;
      readonly permission: 'read' | 'write' | 'readwrite';
      readonly keys: NamedKeys;
    }
  | { readonly kind: 'role revoke-permission'; readonly role: string; readonly keys: NamedKeys };

/** The cluster that a line names, and how it would come to it. `null`: the line does not say. */
export interface NamedCluster {
  readonly endpoints: readonly string[] | null;
  readonly domain: string | null;
  readonly caFile: string | null;
  readonly certFile: string | null;
  readonly keyFile: string | null;
  readonly user: string | null;
  readonly skipVerify: boolean | null;
  /** Whether the line holds a password or a token. They are not kept. */
  readonly hasSecret: boolean;
}

/** Something in a line that is not understood, or cannot be done. */
export interface NotUnderstood {
  /** Where it begins in the line, in characters from 1. */
  readonly at: number;
  /** The part of the line, shortened, in printable characters; it never holds a secret. */
  readonly text: string;
  /** Why, as a sentence. */
  readonly reason: string;
}

/** A line of etcdctl or etcdutl as it is understood. */
export interface EtcdctlReading {
  readonly program: 'etcdctl' | 'etcdutl';
  /** `null` where something is not understood: nothing is guessed. */
  readonly command: EtcdctlCommand | null;
  /** The first few things that are not understood, from the left. */
  readonly problems: readonly NotUnderstood[];
  /** What of the line makes no difference here, as sentences. */
  readonly notes: readonly string[];
  readonly cluster: NamedCluster;
}
