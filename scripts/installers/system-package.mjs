import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What a package says of itself.
 * @typedef {{ readonly name: string, readonly version: string, readonly architecture: string, readonly maintainer: string,
 *   readonly homepage: string, readonly licence: string, readonly summary: string, readonly description: string,
 *   readonly depends: readonly string[], readonly recommends: readonly string[],
 *   readonly afterInstall: string | null, readonly afterRemove: string | null }} PackageFacts
 */

/** Where something is, and the path that it is installed at. @typedef {readonly [from: string, to: string]} Placed */

/** The kinds of system packages, each with what makes one of a folder. */
export const makers = { deb: makeDeb, rpm: makeRpm };

/**
 * Lays files out as they are installed: as root's, writable by root alone.
 * @param {string} root
 * @param {readonly Placed[]} files
 */
export function layOut(root, files) {
  for (const [from, to] of files) {
    const target = join(root, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
  for (const path of everyPath(root)) {
    const facts = lstatSync(path);
    // A bit that gives rights, as of a sandbox helper, is given by what runs after the installation.
    if (!facts.isSymbolicLink()) chmodSync(path, facts.isDirectory() || (facts.mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}

/**
 * @param {string} root the files as they are installed
 * @param {PackageFacts} facts
 * @param {string} target the package to write
 * @param {string} compression `xz`, or `gz` where time counts more than bytes
 */
export function makeDeb(root, facts, target, compression) {
  const control = join(root, 'DEBIAN');
  const files = everyPath(root).filter((path) => lstatSync(path).isFile());
  const kibibytes = Math.ceil(files.reduce((sum, path) => sum + lstatSync(path).size, 0) / 1024);
  const sums = files.map((path) => {
    const sum = createHash('md5').update(readFileSync(path)).digest('hex');
    return `${sum}  ${path.slice(root.length + 1)}\n`;
  });
  mkdirSync(control);
  const fields = {
    Package: facts.name,
    Version: facts.version,
    Architecture: facts.architecture,
    Maintainer: facts.maintainer,
    Homepage: facts.homepage,
    'Installed-Size': `${kibibytes}`,
    Section: 'admin',
    Priority: 'optional',
    Depends: facts.depends.join(', '),
    Recommends: facts.recommends.join(', '),
    // A line of the description begins with a space, an empty one is a dot.
    Description: [facts.summary, ...facts.description.split('\n').map((line) => ` ${line.trim() || '.'}`)].join('\n'),
  };
  const lines = Object.entries(fields).filter(([, value]) => value !== '');
  writeFileSync(join(control, 'control'), lines.map(([name, value]) => `${name}: ${value}\n`).join(''));
  writeFileSync(join(control, 'md5sums'), sums.join(''));
  for (const [name, text] of Object.entries({ postinst: facts.afterInstall, postrm: facts.afterRemove })) {
    if (text !== null) writeFileSync(join(control, name), text, { mode: 0o755 });
  }
  chmodSync(control, 0o755);
  const how = [`-Z${compression === 'gz' ? 'gzip' : compression}`, ...(compression === 'gz' ? ['-z1'] : [])];
  execFileSync('dpkg-deb', ['--root-owner-group', ...how, '--build', root, target], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  rmSync(control, { recursive: true });
}

/**
 * @param {string} root the files as they are installed
 * @param {PackageFacts} facts
 * @param {string} target the package to write
 * @param {string} compression `xz`, or `gz` where time counts more than bytes
 */
export function makeRpm(root, facts, target, compression) {
  const work = `${root}.rpm`;
  mkdirSync(work);
  const paths = everyPath(root).map((path) => ({ path: path.slice(root.length), facts: lstatSync(path) }));
  // Folders that other packages own as well are left to them.
  const own = paths.filter(({ path, facts }) => !facts.isDirectory() || path.startsWith('/opt/'));
  const listed = own.map(({ path, facts }) => `${facts.isDirectory() ? '%dir ' : ''}"${path}"`);
  const script = (/** @type {string} */ name, /** @type {string | null} */ text) =>
    // An upgrade runs the old one's script after the new one's; what is removed then is the new one's.
    text === null
      ? ''
      : `%${name} -p /bin/bash\n${name === 'postun' ? 'if [ "$1" -gt 0 ]; then exit 0; fi\n' : ''}${text}\n`;
  const spec = `Name: ${facts.name}
Version: ${facts.version.replaceAll('-', '~')}
Release: 1
Summary: ${facts.summary}
License: ${facts.licence}
URL: ${facts.homepage}
Packager: ${facts.maintainer}
AutoReqProv: no
${facts.depends.map((name) => `Requires: ${name}\n`).join('')}${facts.recommends.map((name) => `Recommends: ${name}\n`).join('')}
%define __os_install_post %{nil}
%define _build_id_links none
%define _binary_payload ${compression === 'gz' ? 'w1.gzdio' : 'w6T0.xzdio'}

%description
${facts.description}

%files
%defattr(-,root,root)
${listed.join('\n')}

${script('post', facts.afterInstall)}
${script('postun', facts.afterRemove)}`;
  const file = join(work, 'package.spec');
  writeFileSync(file, spec);
  const where = ['--define', `_topdir ${work}`, '--define', `_rpmfilename made.rpm`, '--buildroot', root];
  execFileSync('rpmbuild', ['-bb', '--quiet', '--target', facts.architecture, '--noclean', ...where, file], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  cpSync(join(work, 'RPMS', 'made.rpm'), target);
  rmSync(work, { recursive: true });
}

/** Every file and folder beneath a folder. @param {string} root */
function everyPath(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
