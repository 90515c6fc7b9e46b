import { type EtcdctlProfile, etcdctlLine } from '../../../contract/etcdctl-line.ts';

/** A name that begins with a dash is no flag. */
const word = (name: string): readonly string[] => (name.startsWith('-') ? ['--', name] : [name]);

/** Reads a user with etcdctl. */
export const userGetLine = (profile: EtcdctlProfile, user: string): string =>
  etcdctlLine(profile, ['user', 'get', '--detail', ...word(user)]);

/** Reads a role with etcdctl. */
export const roleGetLine = (profile: EtcdctlProfile, role: string): string =>
  etcdctlLine(profile, ['role', 'get', ...word(role)]);
