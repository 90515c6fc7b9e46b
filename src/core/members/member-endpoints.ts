import type { MemberId } from '../../contract/ids.ts';
import type { Member } from '../etcd/cluster.ts';

/**
 * Where members are asked. The endpoints that the operator gave come first: through a tunnel or behind NAT they are the
 * only ones that lead anywhere, whatever client URLs the members announce.
 */
export class MemberEndpoints {
  readonly #given: readonly string[];
  readonly #memberAt = new Map<string, MemberId>();
  readonly #shared = new Set<string>();

  constructor(given: readonly string[]) {
    this.#given = given;
  }

  /** Where to ask a member, best first. */
  of(member: Member): readonly string[] {
    const given = this.#given.filter((endpoint) => this.#memberAt.get(endpoint) === member.id);
    const announced = member.clientURLs.filter((url) => !given.some((endpoint) => isSame(endpoint, url)));
    return [...given, ...announced];
  }

  /** The endpoints given that no member announces and that have not said yet whose they are. */
  unplaced(members: readonly Member[]): readonly string[] {
    return this.#given.filter(
      (endpoint) =>
        !this.#shared.has(endpoint) &&
        !this.#memberAt.has(endpoint) &&
        !members.some((member) => member.clientURLs.some((url) => isSame(endpoint, url))),
    );
  }

  /** Takes in who answered at an endpoint. One that answers for several members is a load balancer, and nobody's. */
  learn(endpoint: string, member: MemberId): void {
    if (!this.#given.includes(endpoint) || this.#shared.has(endpoint)) return;
    const known = this.#memberAt.get(endpoint);
    if (known === undefined || known === member) {
      this.#memberAt.set(endpoint, member);
      return;
    }
    this.#memberAt.delete(endpoint);
    this.#shared.add(endpoint);
  }
}

function isSame(a: string, b: string): boolean {
  return a === b || (URL.canParse(a) && URL.canParse(b) && new URL(a).href === new URL(b).href);
}
