import type { Member } from '../../etcd/cluster.ts';
import type { LabNews } from '../lab-world.ts';

type MembersNews = Extract<LabNews, { readonly kind: 'members' }>;

interface Known {
  readonly name: string;
  readonly isLearner: boolean;
  /** In how many lists it was. */
  readonly lists: number;
  readonly isTold: boolean;
}

/** How many lists a member has to be in that has no name yet: the lab names those that it adds itself. */
const listsOfNameless = 3;

/** Tells each change of the members once, whether the lab made it or it was seen in a member's list. */
export class Membership {
  /** By id; `null` before the first list. */
  #known: ReadonlyMap<string, Known> | null = null;
  /** What the lab told, and the list has not shown yet: news and name. */
  readonly #told = new Set<string>();
  #changes = 0;

  /** How many changes the lab told of: a list that was asked for before one of them is old. */
  get changes(): number {
    return this.#changes;
  }

  isLearner(name: string): boolean {
    const news = (kind: MembersNews['news']): boolean => this.#told.has(keyOf({ news: kind, member: name }));
    if (news('promoted')) return false;
    return [...(this.#known?.values() ?? [])].some((known) => known.name === name && known.isLearner);
  }

  /** Returns whether what the lab tells is new. */
  told({ news, member }: MembersNews): boolean {
    this.#changes += 1;
    const known = [...(this.#known?.values() ?? [])].find(({ name }) => name === member);
    const isShown =
      news === 'added' ? known !== undefined : news === 'promoted' ? known?.isLearner === false : known === undefined;
    if (this.#known !== null && isShown) return false;
    this.#told.add(keyOf({ news, member }));
    return true;
  }

  /** Returns what a member's list shows that was not told before; `nameOf`: `null` where a member has no name yet. */
  listed(members: readonly Member[], nameOf: (member: Member) => string | null): readonly MembersNews[] {
    const before = this.#known;
    const now = new Map<string, Known>();
    const news: MembersNews[] = [];
    for (const member of members) {
      const { id, isLearner, peerURLs } = member;
      const known = before?.get(id);
      const named = nameOf(member);
      const name = named ?? peerURLs[0] ?? id;
      const lists = (known?.lists ?? 0) + 1;
      const wasTold = before === null || known?.isTold === true;
      const isTold = wasTold || named !== null || lists >= listsOfNameless;
      now.set(id, { name, isLearner, lists, isTold });
      if (isTold && !wasTold) news.push({ kind: 'members', news: 'added', member: name });
      if (known?.isLearner === true && !isLearner) news.push({ kind: 'members', news: 'promoted', member: name });
    }
    for (const [id, { name, isTold }] of before ?? []) {
      if (!now.has(id) && isTold) news.push({ kind: 'members', news: 'removed', member: name });
    }
    this.#known = now;
    return news.filter((one) => !this.#told.delete(keyOf(one)));
  }

  /** Nothing before counts: the cluster begins anew. */
  restarted(): void {
    this.#known = null;
    this.#told.clear();
  }
}

const keyOf = ({ news, member }: Pick<MembersNews, 'news' | 'member'>): string => `${news} ${member}`;
