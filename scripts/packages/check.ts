import { doubles, installScripts, readLicences, shippedLicences, toolLicences, unimported } from './rules.ts';

/** What package.json says. */
export interface Manifest {
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** A package in the lock file. */
export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly engines?: { readonly node?: string };
}

export interface Project {
  readonly manifest: Manifest;
  readonly packages: Readonly<Record<string, LockedPackage>>;
  /** Every source, script and configuration, by its path. */
  readonly files: ReadonlyMap<string, string>;
  readonly npmrc: string;
}

/** Everything in which the packages break the rules, one sentence each: what is wrong, and what to do instead. */
export function packageViolations(project: Project): readonly string[] {
  return [...dependencyProblems(project), ...lockProblems(project), ...doubleProblems(project)];
}

/** Layers whose imports are made when the product runs; of the pages everything is bundled. */
const runsUnbundled = /^src\/(contract|core|main|webhost|cli)\/(?!.*\.test\.ts$)/;

function dependencyProblems({ manifest, files, npmrc }: Project): readonly string[] {
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  const problems: string[] = [];
  for (const [name, version] of Object.entries(all)) {
    const importers = [...files].filter(([, text]) => imports(text, name)).map(([path]) => path);
    // Types go with what they describe.
    const isExplained = name in unimported || name.startsWith('@types/');
    if (importers.length === 0 && !isExplained) {
      problems.push(`${name} is imported nowhere. Remove it, or say in scripts/packages/rules.ts what it is for.`);
    }
    if (importers.length > 0 && name in unimported) {
      problems.push(`${name} is imported by ${importers[0]}. Remove it from scripts/packages/rules.ts.`);
    }
    const shipped = importers.find((path) => runsUnbundled.test(path));
    if (shipped !== undefined && name in manifest.devDependencies && name !== 'electron') {
      problems.push(`${name} is imported by ${shipped}, and not shipped. Move it to the dependencies.`);
    }
    if (!/^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/.test(version)) {
      problems.push(`${name} is wanted as ${version}. Name one version: an update is a change that is tested.`);
    }
  }
  for (const name of Object.keys(unimported).filter((known) => !(known in all))) {
    problems.push(`${name} is explained and not there. Remove it from scripts/packages/rules.ts.`);
  }
  if (!/^ignore-scripts=true$/m.test(npmrc)) {
    problems.push('.npmrc lets install scripts run. Say ignore-scripts=true: nothing here needs one.');
  }
  return problems;
}

function imports(text: string, name: string): boolean {
  // Most texts do not have the name at all, and an expression takes a hundred times as long to see that.
  if (!text.includes(name)) return false;
  const quoted = `['"]${name.replaceAll('.', '\\.')}(/[^'"\\n]*)?['"]`;
  return new RegExp(`\\b(from|import|require|resolve)[\\s(]*${quoted}`).test(text);
}

function lockProblems({ manifest, packages }: Project): readonly string[] {
  return Object.entries(packages).flatMap(([path, entry]) => {
    if (path === '') return [];
    const name = nameOf(path);
    const problems: string[] = [];
    if (!entry.integrity?.startsWith('sha512-'))
      problems.push(`${path} has no sha512 in the lock file. Install it anew.`);
    if (entry.resolved !== undefined && !/^https:\/\/[^/]+\/.+\/-\/[^/]+\.tgz$/.test(entry.resolved)) {
      problems.push(`${path} comes from ${entry.resolved}. Take it from a registry.`);
    }
    if (entry.hasInstallScript && !(name in installScripts)) {
      problems.push(
        `${path} wants to run a script on install. Do without it, or say why in scripts/packages/rules.ts.`,
      );
    }
    const licence = entry.license ?? readLicences[name] ?? 'not declared';
    if (!shippedLicences.includes(licence) && !(entry.dev && toolLicences.includes(licence))) {
      problems.push(
        `${path} has the licence ${licence}. Read it, and do without it or add it to scripts/packages/rules.ts.`,
      );
    }
    if (!entry.dev && !isPromised(entry.engines?.node, manifest.engines.node)) {
      problems.push(
        `${path} needs Node ${entry.engines?.node}, which is more than ${manifest.engines.node}. Keep an older one.`,
      );
    }
    return problems;
  });
}

/** Whether the oldest Node that is promised is one that a package takes: `>=` some version, in one of its ranges. */
function isPromised(needed: string | undefined, promised: string): boolean {
  if (needed === undefined || needed === '*') return true;
  const oldest = numbersIn(/\d+\.\d+\.\d+/.exec(promised)?.[0] ?? '');
  return needed.split('||').some((range) => /^\s*>=/.test(range) && isUpTo(numbersIn(range.replace('>=', '')), oldest));
}

const numbersIn = (version: string): readonly number[] =>
  version.split('.').map((part) => Number.parseInt(part, 10) || 0);

function isUpTo(version: readonly number[], limit: readonly number[]): boolean {
  const place = [0, 1, 2].find((index) => (version[index] ?? 0) !== (limit[index] ?? 0));
  return place === undefined || (version[place] ?? 0) < (limit[place] ?? 0);
}

function doubleProblems({ manifest, packages }: Project): readonly string[] {
  const isDouble = (name: string): boolean =>
    new Set(
      Object.entries(packages)
        .filter(([path]) => path !== '' && nameOf(path) === name)
        .map(([, { version = '' }]) => majorOf(version)),
    ).size > 1;
  const found = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter(isDouble);
  return [
    ...found
      .filter((name) => !(name in doubles))
      .map(
        (name) =>
          `${name} is there in two majors. Agree on one, or say in scripts/packages/rules.ts who keeps the other.`,
      ),
    ...Object.keys(doubles)
      .filter((name) => !found.includes(name))
      .map((name) => `${name} is there once. Remove it from the doubles of scripts/packages/rules.ts.`),
  ];
}

/** Before 1.0 the second number says what breaks. */
function majorOf(version: string): string {
  const [major, minor] = version.split('.');
  return major === '0' ? `0.${minor}` : `${major}`;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
