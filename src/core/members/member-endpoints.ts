import { EtcdeckError } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { Member } from '../etcd/cluster.ts';
import { refuseUnprotected } from '../etcd/endpoint.ts';

/** Where a member is asked, best first, or why it is not where there is nothing. */
export interface MemberPlaces {
  readonly endpoints: readonly string[];
  readonly refusal: EtcdeckError | null;
}

/**
 * Where each member is asked. The endpoints that the operator gave come first: through a tunnel or behind NAT only they
 * may be reachable, regardless of the client URLs that members announce.
 */
export class MemberEndpoints {
  readonly #given: readonly string[];
  readonly #memberAt = new Map<string, MemberId>();
  readonly #shared = new Set<string>();

  constructor(given: readonly string[]) {
    this.#given = given;
  }

  /** Where to ask a member. A URL that protects less than the endpoints given is left out. */
  of(member: Member): MemberPlaces {
    const given = this.#given.filter((endpoint) => this.#memberAt.get(endpoint) === member.id);
    const announced = member.clientURLs.filter((url) => !given.some((endpoint) => isSame(endpoint, url)));
    const refusals = announced.map((url) => this.#refusalOf(url));
    const endpoints = [...given, ...announced.filter((_, place) => refusals[place]?.code !== 'EndpointUnprotected')];
    return { endpoints, refusal: endpoints.length > 0 ? null : (refusals[0] ?? null) };
  }

  /** What is no URL at all is refused where it would be dialled. */
  #refusalOf(url: string): EtcdeckError | null {
    try {
      refuseUnprotected(url, this.#given);
      return null;
    } catch (error) {
      if (error instanceof EtcdeckError) return error;
      throw error;
    }
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

  /**
   * Records which member answered at an endpoint. One that answers for several members is a load balancer, and no
   * member's.
   */
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
