import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LockedPackage } from '../packages/check.ts';
import { readLicences, shippedLicences } from '../packages/rules.ts';

/** A package, or another work, whose licence goes with the product. */
export interface Notice {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** The place of its text in the list of texts: many packages have the same one. */
  readonly text: number;
}

/** The notices of everything that is shipped, and their texts. */
export interface Notices {
  readonly notices: readonly Notice[];
  readonly texts: readonly string[];
}

/** Licences of what is bundled into the pages, beyond those that code may have: fonts, and a choice of two. */
const bundledLicences: readonly string[] = [...shippedLicences, '(MPL-2.0 OR Apache-2.0)', 'OFL-1.1'];

/** Optional parts that build/electron-builder.yml leaves out. */
const notPackaged: readonly string[] = ['buildcheck', 'cpu-features', 'nan'];

/** Packages that come without the text of their licence, each with one of the same repository that has it. */
const sameText: Readonly<Record<string, string>> = {
  '@aws-sdk/credential-provider-http': '@aws-sdk/client-s3',
  '@aws-sdk/credential-provider-login': '@aws-sdk/client-s3',
  '@aws-sdk/nested-clients': '@aws-sdk/client-s3',
};

const noticeFile = /^(licen[cs]e|copying|notice|third-?party-?notices|unlicense)/i;

/** Returns the folders of the packages that are shipped as they are, by the lock file. */
export function runtimePackages(packages: Readonly<Record<string, LockedPackage>>): readonly string[] {
  return Object.entries(packages).flatMap(([path, entry]) =>
    path === '' || entry.dev || notPackaged.includes(nameOf(path)) ? [] : [path],
  );
}

/** Returns the folder of the package that a module was bundled from, in the project; `null` for our own ones. */
export function packageOfModule(id: string): string | null {
  const path = id.replaceAll('\\', '/').split('?')[0] ?? '';
  if (id.startsWith('\0') || !path.includes('/node_modules/')) return null;
  return (
    /\/(node_modules\/.*node_modules\/(?:@[^/]+\/)?[^/]+|node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null
  );
}

/**
 * Returns the notices of packages, by their folders. Fails with a sentence for each that has no licence, one that is not
 * allowed, or no text of it.
 */
export function noticesOf(
  project: string,
  packages: Readonly<Record<string, LockedPackage>>,
  paths: Iterable<string>,
): Notices {
  const problems: string[] = [];
  const texts: string[] = [];
  const notices = [...new Set(paths)].sort().flatMap((path) => {
    const name = nameOf(path);
    const entry = packages[path];
    const licence = entry?.license ?? readLicences[name] ?? 'not declared';
    if (!bundledLicences.includes(licence)) {
      problems.push(`${path} has the licence ${licence}. Read it, and do without it or allow it in scripts/notices.`);
    }
    const text = textOf(project, path) ?? textOf(project, `node_modules/${sameText[name] ?? name}`);
    if (text === null) {
      problems.push(`${path} comes without its licence. Say in scripts/notices where its text is.`);
      return [];
    }
    return [{ name, version: entry?.version ?? '', licence, text: placeOf(text, texts) }];
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { notices, texts };
}

/** Returns notices with those of works that are no packages: what the resources were made from. */
export function withResources(project: string, { notices, texts }: Notices): Notices {
  const text = readFileSync(join(project, 'resources/NOTICE'), 'utf8');
  const notice = { name: 'Data of Kubernetes and etcd', version: '', licence: 'Apache-2.0', text: texts.length };
  return { notices: [notice, ...notices], texts: [...texts, text] };
}

/** Returns notices as a text to read: each licence once, beneath those that it is of. */
export function noticesText({ notices, texts }: Notices): string {
  const parts = texts.map((text, place) => {
    const names = notices
      .filter((notice) => notice.text === place)
      .map(({ name, version }) => `${name} ${version}`.trim());
    return `${names.join('\n')}\n\n${text}\n`;
  });
  return `etcdeck has the work of others in it.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

function placeOf(text: string, texts: string[]): number {
  const place = texts.indexOf(text);
  return place >= 0 ? place : texts.push(text) - 1;
}

/** The files with a package's licence and with its notices, one after the other; `null` where it has none. */
function textOf(project: string, path: string): string | null {
  const folder = join(project, path);
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && noticeFile.test(entry.name))
    .map(({ name }) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
  return files.length === 0 ? null : files.join('\n\n');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
