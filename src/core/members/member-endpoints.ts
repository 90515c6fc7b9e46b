import { EtcdeckError } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import { isSameURL } from '../connections/endpoints.ts';
import type { Member } from '../etcd/cluster.ts';
import { refuseUnprotected } from '../etcd/endpoint.ts';

/** The endpoints at which a member is asked, best first, or why there is none. */
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

  /** Returns the endpoints of a member. A URL that protects less than the given endpoints is left out. */
  of(member: Member): MemberPlaces {
    const given = this.#givenFor(member);
    const announced = member.clientURLs.filter((url) => !given.some((endpoint) => isSameURL(endpoint, url)));
    const refusals = announced.map((url) => this.#refusalOf(url));
    const endpoints = [...given, ...announced.filter((_, place) => refusals[place]?.code !== 'EndpointUnprotected')];
    return { endpoints, refusal: endpoints.length > 0 ? null : (refusals[0] ?? null) };
  }

  /**
   * Returns the client URLs that a member announces, of one that answers at a given endpoint and announces none that is
   * given for it; else none. A URL that protects less than the given endpoints is left out.
   */
  announcedBeside(member: Member): readonly string[] {
    const given = this.#givenFor(member);
    const isGiven = (url: string): boolean => given.some((endpoint) => isSameURL(endpoint, url));
    if (given.length === 0 || member.clientURLs.some(isGiven)) return [];
    return this.of(member).endpoints.filter((endpoint) => !given.includes(endpoint));
  }

  #givenFor({ id }: Member): readonly string[] {
    return this.#given.filter((endpoint) => this.#memberAt.get(endpoint) === id);
  }

  /** An invalid URL is refused when it is dialled. */
  #refusalOf(url: string): EtcdeckError | null {
    try {
      refuseUnprotected(url, this.#given);
      return null;
    } catch (error) {
      if (error instanceof EtcdeckError) return error;
      throw error;
    }
  }

  /** The given endpoints that no member announces and whose member is still unknown. */
  unplaced(members: readonly Member[]): readonly string[] {
    return this.#given.filter(
      (endpoint) =>
        !this.#shared.has(endpoint) &&
        !this.#memberAt.has(endpoint) &&
        !members.some((member) => member.clientURLs.some((url) => isSameURL(endpoint, url))),
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
