import { type GuideScreen, isGuideScreen } from '../../src/renderer/state/guide-screens.ts';
import { schemes } from '../../src/renderer/ui/tokens.ts';
import { indexPage } from './contents.ts';
import { fileOf, type Guide, type GuidePage } from './guide.ts';
import { asHtml, type PageReferences, renderPage } from './markdown.ts';

/** Where a screen is found in the app. */
const screenNames: Readonly<Record<GuideScreen, string>> = {
  cluster: 'Cluster',
  keys: 'Keys',
  kubernetes: 'Kubernetes',
  watches: 'Watches',
  compare: 'Compare',
  snapshots: 'Snapshots',
  journal: 'Journal',
  access: 'Access',
  leases: 'Leases',
  transactions: 'Transactions',
  maintenance: 'Cluster, Maintenance',
  metrics: 'Cluster, Metrics',
  doctor: 'Cluster, Doctor',
  sandbox: 'the start screen',
  lab: 'the start screen',
  sample: 'the start screen',
  'new-connection': 'New connection',
  palette: 'Ctrl+K',
};

/** What a link to a screen says where there is no app: its text, and where the app has it. */
function screenText(screen: string, text: string): string {
  const name = isGuideScreen(screen) ? screenNames[screen] : screen;
  return text === name ? `<b>${text}</b> (in etcdeck)` : `<b>${text}</b> (in etcdeck: ${name})`;
}

const references = (pictures: ReadonlySet<string>): PageReferences => ({
  link(link, text) {
    if (link.to === 'page')
      return `<a href="${fileOf(link.page)}${link.anchor === null ? '' : `#${link.anchor}`}">${text}</a>`;
    return link.to === 'screen' ? screenText(link.screen, text) : `<a href="${asHtml(link.url)}">${text}</a>`;
  },
  picture: (name) => `images/${name}`,
  isPicture: (name) => pictures.has(name),
});

/**
 * Returns the guide as a site: every page, its style and what search knows, by their file names. It loads nothing from
 * elsewhere, and has no script or style inside of a page.
 */
export function guideSite(guide: Guide): ReadonlyMap<string, string> {
  const shown = references(new Set(guide.pictures));
  return new Map([
    ...[...guide.pages.values()].map((page): readonly [string, string] => [
      fileOf(page.name),
      pageOf(guide, page, renderPage(page.name, page.markdown, shown)),
    ]),
    ['guide.css', style],
  ]);
}

function pageOf(guide: Guide, page: GuidePage, html: string): string {
  const entry = (name: string): string => {
    const current = name === page.name ? ' aria-current="page"' : '';
    return `<li><a href="${fileOf(name)}"${current}>${asHtml(guide.pages.get(name)?.title ?? name)}</a></li>`;
  };
  const contents = guide.parts
    .map(({ title, pages }) => `<h2>${asHtml(title)}</h2>\n<ul>${pages.map(entry).join('\n')}</ul>`)
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.name === indexPage ? 'The guide' : asHtml(page.title)} – etcdeck</title>
<link rel="icon" type="image/svg+xml" href="icon.svg">
<link rel="stylesheet" href="guide.css">
<script type="module" src="search.js"></script>
</head>
<body>
<nav aria-label="Guide">
<form role="search"><label>Search the guide<input type="search" name="words" autocomplete="off"></label></form>
<ul id="found" hidden></ul>
<div id="contents">
${contents}
</div>
</nav>
<main>
${html}</main>
</body>
</html>
`;
}

const colours = (scheme: 'light' | 'dark'): string =>
  Object.entries(schemes[scheme])
    .map(([name, value]) => `  --${name}: ${value};`)
    .join('\n');

const style = `:root {
${colours('light')}
}
@media (prefers-color-scheme: dark) {
  :root {
${colours('dark')}
  }
  .on-light { display: none; }
}
@media (prefers-color-scheme: light) {
  .on-dark { display: none; }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  display: grid;
  grid-template-columns: minmax(200px, 260px) minmax(0, 1fr);
  color: var(--text);
  background: var(--background);
  font: 0.9375rem / 1.6 system-ui, sans-serif;
}
nav { padding: 20px; position: sticky; top: 0; height: 100vh; overflow: auto; border-right: 1px solid var(--line); }
nav h2 { font-size: 0.8125rem; margin: 16px 0 4px; color: var(--muted); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li { padding: 2px 0; }
nav a { color: var(--text); text-decoration: none; }
nav a:hover, nav a[aria-current] { color: var(--accent); text-decoration: underline; }
#found div { font-size: 0.8125rem; line-height: 1.4; color: var(--muted); }
#found li { padding: 6px 0; }
nav label { display: block; font-size: 0.8125rem; color: var(--muted); }
nav input {
  width: 100%;
  padding: 5px 8px;
  font: inherit;
  color: var(--text);
  background: var(--surface);
  border: 1px solid var(--edge);
  border-radius: 6px;
}
main { padding: 24px 40px 80px; max-width: 900px; background: var(--surface); min-height: 100vh; }
h1 { font-size: 1.6rem; line-height: 1.25; }
main h2 { font-size: 1.15rem; margin-top: 2em; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
img { max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); }
th { color: var(--muted); font-weight: 600; }
code { font: 0.875em ui-monospace, monospace; overflow-wrap: anywhere; }
pre { padding: 10px 12px; overflow: auto; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; }
`;
