import type { LinkedMember } from '../lab-world.ts';
import { Link, type PassedMessage } from './link.ts';

/** The members of a lab and the links between them, within the thread that carries them. */
export class LinkTable {
  readonly #members = new Map<string, LinkedMember>();
  readonly #links = new Map<string, Map<string, Link>>();
  /** Called with each message as it passes. */
  onPassed: (message: PassedMessage) => void = () => undefined;
  /** Called where there is something new to count. */
  onCounted: () => void = () => undefined;

  addMember(member: LinkedMember): void {
    this.#members.set(member.name, member);
  }

  /** Forgets a member and how its links are set. */
  forget(name: string): void {
    this.#members.delete(name);
    this.#links.delete(name);
    for (const links of this.#links.values()) links.delete(name);
  }

  /** Returns the member that is dialled by an authority, as `192.0.2.11:2380`. */
  dialled(authority: string): LinkedMember | null {
    for (const member of this.#members.values()) if (authority === `${member.peerHost}:2380`) return member;
    return null;
  }

  /** Returns what carries a member's messages to another. */
  link(from: string, to: string): Link {
    const links = this.#links.get(from) ?? new Map<string, Link>();
    this.#links.set(from, links);
    let link = links.get(to);
    if (link === undefined) {
      link = new Link(from, to, {
        passed: (message) => this.onPassed(message),
        counted: () => this.onCounted(),
      });
      links.set(to, link);
    }
    return link;
  }

  *all(): Generator<Link> {
    for (const links of this.#links.values()) yield* links.values();
  }
}
