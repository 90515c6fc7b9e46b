/** A page of the guide, as far as search looks into it. */
export interface SearchedPage {
  readonly name: string;
  readonly title: string;
  readonly sections: readonly {
    /** `null`: the page's beginning. */
    readonly anchor: string | null;
    readonly title: string;
    readonly text: string;
  }[];
}

/** A section of the guide that has all words of a search. */
export interface GuideHit {
  readonly page: string;
  readonly pageTitle: string;
  readonly anchor: string | null;
  readonly title: string;
  /** The text around the first word, shortened. */
  readonly excerpt: string;
}

const mostHits = 40;
const before = 40;
const excerptLength = 140;

/** Finds the sections that have every word, in any order, as words or as beginnings or parts of them; titles first. */
export function findInGuide(pages: readonly SearchedPage[], query: string): readonly GuideHit[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const ranked = pages.flatMap((page) =>
    page.sections.flatMap((section) => {
      const title = section.title.toLowerCase();
      const all = `${title} ${section.text.toLowerCase()} ${page.title.toLowerCase()}`;
      if (!words.every((word) => all.includes(word))) return [];
      const inTitle = words.filter((word) => title.includes(word)).length;
      const rank = (title === words.join(' ') ? 1_000 : 0) + inTitle * 10 + (section.anchor === null ? 1 : 0);
      const hit = {
        ...{ page: page.name, pageTitle: page.title, anchor: section.anchor, title: section.title },
        excerpt: excerptOf(section.text, words),
      };
      return [{ rank, hit }];
    }),
  );
  return ranked
    .sort((one, other) => other.rank - one.rank)
    .slice(0, mostHits)
    .map(({ hit }) => hit);
}

function excerptOf(text: string, words: readonly string[]): string {
  const low = text.toLowerCase();
  const places = words.map((word) => low.indexOf(word)).filter((place) => place >= 0);
  const first = places.length === 0 ? 0 : Math.min(...places);
  const from = first <= before ? 0 : text.indexOf(' ', first - before) + 1;
  const isCut = from + excerptLength < text.length;
  const to = isCut ? text.lastIndexOf(' ', from + excerptLength) : text.length;
  return `${from === 0 ? '' : '… '}${text.slice(from, to)}${isCut ? ' …' : ''}`;
}
