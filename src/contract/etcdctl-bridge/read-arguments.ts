import type { LeaseId, MemberId } from '../ids.ts';
import type { NamedKeys } from './commands.ts';
import type { NamedFlag } from './line-flags.ts';
import type { LineRemarks } from './line-parts.ts';
import type { ShellToken } from './shell-tokens.ts';

/** The arguments and flags of one command, read one by one. Each reader returns `null` after a problem. */
export class Arguments {
  constructor(
    readonly args: readonly ShellToken[],
    private readonly flags: readonly NamedFlag[],
    private readonly remarks: LineRemarks,
  ) {}

  text(at: number): string {
    return this.args[at]?.text ?? '';
  }

  bytes(at: number): Uint8Array {
    return this.args[at]?.bytes ?? new Uint8Array();
  }

  isSet(name: string): boolean {
    return this.#last(name)?.value === 'true';
  }

  flag(name: string): string | null {
    return this.#last(name)?.value ?? null;
  }

  /** Reads a revision from a flag; 0 means none to etcdctl. */
  revision(name: string): { readonly revision: number | null } | null {
    const flag = this.#last(name);
    if (flag === null) return { revision: null };
    const revision = wholeNumber(flag.value);
    if (revision !== null) return { revision: revision === 0 ? null : revision };
    this.remarks.problem(flag.valueToken ?? flag.token, 'A revision is a whole number.');
    return null;
  }

  number(at: number, what: string): number | null {
    const number = wholeNumber(this.text(at));
    if (number === null || number === 0) return this.#wrong(at, `${what} is a whole number from 1 on.`);
    return number;
  }

  member(at: number): MemberId | null {
    const [, digits] = /^(?:0[xX])?([0-9a-fA-F]{1,16})$/.exec(this.text(at)) ?? [];
    if (digits === undefined) return this.#wrong(at, 'A member’s id is up to 16 hexadecimal digits.');
    // Without leading zeros, as the contract has it.
    return digits.toLowerCase().replace(/^0+(?=.)/, '') as MemberId;
  }

  lease(text: string, token: ShellToken): LeaseId | null {
    if (!/^[0-9a-fA-F]{1,16}$/.test(text) || /^0+$/.test(text)) {
      this.remarks.problem(token, 'A lease’s id is up to 16 hexadecimal digits.');
      return null;
    }
    // Sixteen digits, as the contract has it.
    return text.toLowerCase().padStart(16, '0') as LeaseId;
  }

  leaseAt(at: number): LeaseId | null {
    const token = this.args[at];
    return token === undefined ? null : this.lease(token.text, token);
  }

  /** Reads the lease of a flag; etcdctl takes 0 for none. */
  leaseFlag(name: string): { readonly lease: LeaseId | null } | null {
    const flag = this.#last(name);
    if (flag === null || /^0{1,16}$/.test(flag.value)) return { lease: null };
    const lease = this.lease(flag.value, flag.valueToken ?? flag.token);
    return lease === null ? null : { lease };
  }

  /** Reads a key, or the keys that a second argument or a flag makes of it. */
  keys(from: number): NamedKeys | null {
    const key = this.bytes(from);
    const end = this.args[from + 1];
    const isPrefix = this.isSet('prefix');
    const isFrom = this.isSet('from-key');
    if (isPrefix && isFrom) return this.#wrong(from, '--prefix and --from-key exclude each other.');
    if (end !== undefined && (isPrefix || isFrom))
      return this.#wrong(from + 1, 'Beside --prefix and --from-key there is one key only.');
    if (isPrefix || (isFrom && key.length === 0)) return { kind: 'prefix', key };
    if (isFrom) return { kind: 'from', key };
    if (end !== undefined) return { kind: 'range', key, end: end.bytes };
    if (key.length === 0) return this.#wrong(from, 'A key has at least one byte.');
    return { kind: 'key', key };
  }

  /** Reads the peer URLs of a flag. */
  peerURLs(): readonly string[] | null {
    const all = this.flags.filter(({ name }) => name === 'peer-urls');
    const urls = all.flatMap(({ value }) => value.split(',')).filter((url) => url !== '');
    const [token] = this.args;
    if (urls.length > 0) return urls;
    if (token !== undefined) this.remarks.problem(token, 'Its --peer-urls are missing.');
    return null;
  }

  /** Reads a file's path, which has to be whole: which folder etcdctl would be run in is not known. */
  file(at: number): string | null {
    const file = this.text(at);
    if (file.startsWith('/') || /^[A-Za-z]:[\\/]/.test(file)) return file;
    return this.#wrong(at, 'The path has to be whole: which folder it begins in is not known here.');
  }

  #last(name: string): NamedFlag | null {
    return this.flags.findLast((flag) => flag.name === name) ?? null;
  }

  #wrong(at: number, reason: string): null {
    const token = this.args[at];
    if (token !== undefined) this.remarks.problem(token, reason);
    return null;
  }
}

function wholeNumber(text: string): number | null {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}
