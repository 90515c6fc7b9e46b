import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { guideParts } from './contents.ts';
import { type Guide, readGuide } from './guide.ts';
import { asHtml, type PageReferences, renderPage } from './markdown.ts';
import { guideSite } from './site.ts';

const guideModule = 'virtual:guide';
const sectionsModule = 'virtual:guide-sections';
/** Where the guide stands beside the page of the app. */
const folder = 'guide';

/** How the app shows pages: links change the fragment of its own address, and screens are buttons. */
const inApp = (pictures: ReadonlySet<string>): PageReferences => ({
  link(link, text) {
    if (link.to === 'page') {
      const parts = [link.page, ...(link.anchor === null ? [] : [link.anchor])];
      return `<a href="#/guide/${parts.map(encodeURIComponent).join('/')}">${text}</a>`;
    }
    if (link.to === 'screen') return `<button type="button" data-screen="${link.screen}">${text}</button>`;
    return `${text} (<code>${asHtml(link.url)}</code>)`;
  },
  picture: (name) => `${folder}/images/${name}`,
  isPicture: (name) => pictures.has(name),
});

/** The pages as a module of the app: parts in order, and each page with its HTML and what search finds in it. */
function appModule(guide: Guide): string {
  const references = inApp(new Set(guide.pictures));
  const pages = [...guide.pages.values()].map(({ name, title, sections, markdown }) => ({
    ...{ name, title, sections },
    html: renderPage(name, markdown, references),
  }));
  return `export const guide = ${JSON.stringify({ parts: guide.parts, pages })};`;
}

const sectionsOf = ({ pages }: Guide): string =>
  `export const pages = ${JSON.stringify([...pages.values()].map(({ name, title, sections }) => ({ name, title, sections })))};`;

/** Builds the guide into the app, and beside it as a site of plain pages. */
export function guidePlugin(project: string): Plugin {
  const isOurs = (id: string): boolean => id === guideModule || id === sectionsModule;
  const pictureFile = (name: string): string => join(project, 'docs/screenshots', name);
  return {
    name: 'etcdeck-guide',
    resolveId: (id) => (isOurs(id) ? `\0${id}` : null),
    load(id) {
      if (id !== `\0${guideModule}` && id !== `\0${sectionsModule}`) return null;
      const guide = readGuide(project);
      for (const name of guideParts.flatMap((part) => part.pages)) {
        this.addWatchFile(join(project, 'docs/guide', `${name}.md`));
      }
      return id === `\0${guideModule}` ? appModule(guide) : sectionsOf(guide);
    },
    configureServer(server) {
      server.middlewares.use(`/${folder}/images`, (request, response, next) => {
        const name = decodeURIComponent(new URL(request.url ?? '/', 'http://page').pathname.slice(1));
        if (!readGuide(project).pictures.includes(name) || !existsSync(pictureFile(name))) return next();
        response.setHeader('content-type', name.endsWith('.gif') ? 'image/gif' : 'image/png');
        createReadStream(pictureFile(name)).pipe(response);
      });
    },
    async generateBundle() {
      const guide = readGuide(project);
      const emit = (name: string, source: string | Uint8Array): void => {
        this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source });
      };
      for (const [name, text] of guideSite(guide)) emit(name, text);
      for (const name of guide.pictures) {
        // A new page comes before its pictures, which the built app is taken in; a test asks for all of them.
        if (existsSync(pictureFile(name))) emit(`images/${name}`, readFileSync(pictureFile(name)));
        else this.warn(`The guide shows ${name}, which was not taken yet: npm run screenshots`);
      }
      emit('icon.svg', readFileSync(join(project, 'src/renderer/icon.svg')));
      emit('search.js', await searchScript(project));
    },
  };
}

/** The one script of the site, with all that it knows inside: the site may load nothing else. */
async function searchScript(project: string): Promise<string> {
  const built = await build({
    root: project,
    configFile: false,
    logLevel: 'warn',
    plugins: [guidePlugin(project)].map(({ generateBundle: _, ...plugin }) => plugin),
    build: {
      write: false,
      target: 'chrome130',
      lib: { entry: join(project, 'scripts/guide/search.ts'), formats: ['es'], fileName: 'search' },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunk = outputs
    .flatMap((output) => ('output' in output ? output.output : []))
    .find((one) => one.type === 'chunk');
  if (chunk === undefined) throw new Error('The search of the guide was not built.');
  return chunk.code;
}
