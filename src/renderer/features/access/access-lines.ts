import { shellWord } from '../../../contract/shell-quote.ts';

/** A name that begins with a dash is no flag. */
const word = (name: string): string => (name.startsWith('-') ? `-- ${shellWord(name)}` : shellWord(name));

/** Reads a user with etcdctl; endpoints and certificates come from the environment. */
export const userGetLine = (user: string): string => `etcdctl user get --detail ${word(user)}`;

/** Reads a role with etcdctl. */
export const roleGetLine = (role: string): string => `etcdctl role get ${word(role)}`;
