import { Marked, type Token, type Tokens } from 'marked';

/** Where a link of the guide leads, as it is written in Markdown. */
export type GuideLink =
  | { readonly to: 'page'; readonly page: string; readonly anchor: string | null }
  /** A screen of the app, or something that it can begin: `etcdeck:members`. */
  | { readonly to: 'screen'; readonly screen: string }
  /** A page of somebody else. The app has no way there: it shows the address. */
  | { readonly to: 'outside'; readonly url: string };

/** How the HTML of a page refers to what is outside of it. The text is HTML already. */
export interface PageReferences {
  readonly link: (link: GuideLink, text: string) => string;
  /** The address of a picture, by its path in `docs/screenshots`. */
  readonly picture: (name: string) => string;
  /** Whether a picture has a twin of this name in the dark theme. */
  readonly isPicture: (name: string) => boolean;
}

/** What stands under one heading: what search finds. */
export interface GuideSection {
  /** `null`: the page's beginning. */
  readonly anchor: string | null;
  readonly title: string;
  readonly text: string;
}

/** A page of the guide, read. */
export interface ParsedPage {
  readonly title: string;
  readonly sections: readonly GuideSection[];
  readonly links: readonly GuideLink[];
  /** Paths in `docs/screenshots`. */
  readonly pictures: readonly string[];
}

const screenshots = '../screenshots/';

/** Returns the anchor of a heading, as GitHub makes it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

/** Returns where a link leads. Fails for one that the guide as a site would not have. */
export function readLink(href: string, page: string): GuideLink {
  const screen = /^etcdeck:([a-z-]+)$/.exec(href)?.[1];
  if (screen !== undefined) return { to: 'screen', screen };
  if (href.startsWith('https://') && URL.canParse(href)) return { to: 'outside', url: href };
  if (href.startsWith('#')) return { to: 'page', page, anchor: href.slice(1) };
  const [, , target = '', anchor = null] = /^(\.\.\/)?([\w-]+)\.md(?:#([\w-]+))?$/.exec(href) ?? [];
  if (target === '') throw new Error(`The page ${page} links to ${href}, which is no page of the guide.`);
  return { to: 'page', page: target, anchor };
}

/** Returns the dark twin of a picture of the light theme; `null` where its name names no theme. */
export function darkTwin(picture: string): string | null {
  return /-light-\d+x\d+\.(?:png|gif)$/.test(picture) ? picture.replace('-light-', '-dark-') : null;
}

/** An address in a text is a text: of a cluster's own there are many here. */
const plainAddresses = { url: () => undefined };

/** Reads a page: its title, what search finds in it, and what it refers to. */
export function parsePage(page: string, markdown: string): ParsedPage {
  const marked = new Marked({ tokenizer: plainAddresses });
  const tokens = marked.lexer(markdown);
  const links: GuideLink[] = [];
  const pictures: string[] = [];
  void marked.walkTokens(tokens, (token) => {
    if (token.type === 'html') throw new Error(`The page ${page} has HTML: ${token.raw}`);
    if (token.type === 'link') links.push(readLink((token as Tokens.Link).href, page)); // marked's own type of it
    if (token.type === 'image') pictures.push(pictureName((token as Tokens.Image).href, page)); // the same
  });
  const sections: { anchor: string | null; title: string; text: string }[] = [];
  for (const token of tokens) {
    if (token.type === 'heading') {
      const title = plainText([token]);
      sections.push({ anchor: sections.length === 0 ? null : anchorOf(title), title, text: '' });
      continue;
    }
    const section = sections.at(-1);
    if (section === undefined) throw new Error(`The page ${page} does not begin with its title.`);
    section.text = `${section.text} ${plainText([token])}`.replace(/\s+/g, ' ').trim();
  }
  return { title: sections[0]?.title ?? page, sections, links, pictures };
}

/** Returns a page as HTML. Links and pictures are as the references say. */
export function renderPage(page: string, markdown: string, references: PageReferences): string {
  const marked = new Marked({
    tokenizer: plainAddresses,
    renderer: {
      heading({ tokens, depth }) {
        // The title takes the focus when its page is shown: a screen reader reads it, and the arrow keys scroll.
        const mark = depth === 1 ? ' tabindex="-1"' : ` id="${anchorOf(plainText(tokens))}"`;
        return `<h${depth}${mark}>${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        return references.link(readLink(href, page), this.parser.parseInline(tokens));
      },
      image: ({ href, text }) => picture(pictureName(href, page), text, references),
      // It may be wider than the page, and scrolls by the keyboard too.
      code: ({ text }) => `<pre tabindex="0"><code>${asHtml(text)}\n</code></pre>\n`,
      table(token) {
        const cells = (row: readonly Tokens.TableCell[], tag: string): string =>
          row.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('');
        const body = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n');
        const head = `<thead><tr>${cells(token.header, 'th')}</tr></thead>`;
        return `<table>${head}\n<tbody>${body}</tbody></table>\n`;
      },
    },
  });
  // No option of ours makes it answer with a promise.
  return marked.parse(markdown, { async: false }) as string;
}

function picture(name: string, text: string, references: PageReferences): string {
  const dark = darkTwin(name);
  const size = /-(\d+)x(\d+)\.(?:png|gif)$/.exec(name);
  const sized = size === null ? '' : ` width="${size[1]}" height="${size[2]}"`;
  const image = (of: string, theme: string): string =>
    `<img${theme} src="${references.picture(of)}" alt="${asHtml(text)}"${sized} loading="lazy">`;
  if (dark === null || !references.isPicture(dark)) return image(name, '');
  return image(name, ' class="on-light"') + image(dark, ' class="on-dark"');
}

function pictureName(href: string, page: string): string {
  if (!href.startsWith(screenshots)) throw new Error(`The page ${page} shows ${href}, which is no screenshot.`);
  return href.slice(screenshots.length);
}

/** Returns a text as HTML shows it. */
export const asHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function plainText(tokens: readonly Token[]): string {
  return tokens.map(textOf).join('');
}

function textOf(token: Token): string {
  if (token.type === 'image') return '';
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table; // marked's own type of it
    return [header, ...rows].map((row) => row.map((cell) => plainText(cell.tokens)).join(' ')).join(' ');
  }
  if (token.type === 'list') {
    const { items } = token as Tokens.List; // marked's own type of it
    return items.map((item) => plainText(item.tokens)).join(' ');
  }
  if ('tokens' in token && token.tokens !== undefined) return plainText(token.tokens);
  if (token.type === 'space' || token.type === 'br') return ' ';
  return 'text' in token ? unescaped(String(token.text)) : '';
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
