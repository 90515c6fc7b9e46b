import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failuresPage, type GuidePart, guideParts, indexPage } from './contents.ts';
import { failureList, failurePages } from './failure-pages.ts';
import { darkTwin, type ParsedPage, parsePage } from './markdown.ts';

/** A page of the guide, as it is written and as it was read. */
export interface GuidePage extends ParsedPage {
  readonly name: string;
  readonly markdown: string;
}

/** The whole guide. */
export interface Guide {
  /** In a reader's order; the failures are the last part, of which the list alone is named. */
  readonly parts: readonly GuidePart[];
  readonly pages: ReadonlyMap<string, GuidePage>;
  /** The pictures that its pages show, in both themes, by their paths in `docs/screenshots`. */
  readonly pictures: readonly string[];
}

/** Reads the guide of a project: the pages in docs/guide, and those of failures, which are made from their words. */
export function readGuide(project: string): Guide {
  const folder = join(project, 'docs/guide');
  const written = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file): readonly [string, string] => [file.slice(0, -3), readFileSync(join(folder, file), 'utf8')]);
  const pages = new Map(
    [...written, [failuresPage, failureList(true)] as const, ...failurePages()].map(
      ([name, markdown]) => [name, { name, markdown, ...parsePage(name, markdown) }] as const,
    ),
  );
  const listed = new Set(guideParts.flatMap((part) => part.pages));
  const unlisted = written.map(([name]) => name).filter((name) => !listed.has(name));
  const shown = [...pages.values()].flatMap((page) => page.pictures);
  const twins = shown.flatMap((name) => darkTwin(name) ?? []);
  const isThere = (name: string): boolean => existsSync(join(project, 'docs/screenshots', name));
  return {
    parts: [
      ...guideParts.map((part) => ({ ...part, pages: part.pages.filter((name) => pages.has(name)) })),
      ...(unlisted.length === 0 ? [] : [{ title: 'More', pages: unlisted }]),
      { title: 'When something fails', pages: [failuresPage] },
    ],
    pages,
    pictures: [...new Set([...shown, ...twins.filter(isThere)])],
  };
}

/** Returns the file of a page in the guide as a site. */
export const fileOf = (page: string): string => `${page === indexPage ? 'index' : page}.html`;
