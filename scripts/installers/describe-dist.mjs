import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, projectFolder } from '../project.mjs';

const { name, version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
/** What is handed out: not what the builders leave beside it. */
const handedOut = /^etcdeck.*(\.(deb|rpm|gz|AppImage|dmg|zip|exe|json|txt)|-(linux|darwin)-\w+)$/;

/**
 * Writes beside the packages what they are made of (CycloneDX) and their SHA-256 sums, in a form that `sha256sum --check`
 * reads. What is bundled into the pages counts as a development dependency, so those are listed too.
 */
export function describeDist(folder = inProject('dist')) {
  const npm = process.env.npm_execpath;
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const text = execFileSync(command, [...first, ...args], {
    cwd: projectFolder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const bill = JSON.parse(text);
  // npm names it by the folder.
  Object.assign(bill.metadata.component, { type: 'application', name });
  // What a copy of it is in the command line's one file.
  bill.components.push({
    ...{ type: 'platform', name: 'node', version: process.versions.node, 'bom-ref': `node@${process.versions.node}` },
    licenses: [{ license: { id: 'MIT' } }],
  });
  writeFileSync(join(folder, `${name}-${version}.cdx.json`), `${JSON.stringify(bill, null, 1)}\n`);
  const files = readdirSync(folder).filter((file) => handedOut.test(file));
  const sums = files.sort().map((file) => {
    const sum = createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex');
    return `${sum}  ${file}\n`;
  });
  writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
}
