import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../build.mjs';
import { ensureInstalled } from '../dependencies.mjs';
import { packageCommandLine } from '../installers/command-line.mjs';
import { describeDist } from '../installers/describe-dist.mjs';
import { inProject } from '../project.mjs';
import { assets } from './assets.mjs';
import { bundle } from './bundle.mjs';

/** What Node looks for in itself, by its documentation of single executable applications. */
const section = { name: 'NODE_SEA_BLOB', segment: 'NODE_SEA', fuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2' };
const postject = inProject('node_modules', 'postject', 'dist', 'cli.js');
const usage = `usage: npm run single-file [-- [--packages] [--node FILE]]
  --packages   deb, rpm and tar.gz of it as well, on Linux
  --node FILE  the Node to put into it; by default the one that runs this. A release takes the platform's official one`;

/** The file's name: of the platform and the processor that it is for. */
export const singleFileName = `etcdeck-${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}${process.platform === 'win32' ? '.exe' : ''}`;

/** Makes the command line in one file. @param {readonly string[]} args */
export async function makeSingleFile(args) {
  const [flag, given, ...more] = args.filter((arg) => arg !== '--packages');
  if (more.length > 0 || (flag !== undefined && (flag !== '--node' || given === undefined))) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  try {
    await ensureInstalled();
    await ensureBuilt();
    const made = await make(given ?? process.execPath);
    if (args.includes('--packages')) packageCommandLine(made, 'xz');
    copyFileSync(
      inProject('out', 'renderer', 'third-party-notices.txt'),
      inProject('dist', 'etcdeck-third-party-notices.txt'),
    );
    describeDist();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** @param {string} node @returns {Promise<string>} the file */
async function make(node) {
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-single-file-'));
  const target = inProject('dist', singleFileName);
  try {
    const main = await bundle('src/cli/index.ts', folder, 'main.cjs');
    const worker = await bundle('src/core/worker.ts', folder, 'worker.cjs');
    const blob = join(folder, 'blob');
    const config = join(folder, 'config.json');
    writeFileSync(
      config,
      JSON.stringify({
        main,
        output: blob,
        disableExperimentalSEAWarning: true,
        // Compiled by the very Node that runs it: half of the start.
        useCodeCache: true,
        assets: { ...assets(), 'worker.cjs': worker },
      }),
    );
    execFileSync(node, ['--experimental-sea-config', config], { stdio: ['ignore', 'ignore', 'inherit'] });
    const made = join(folder, singleFileName);
    copyFileSync(node, made);
    chmodSync(made, 0o755);
    const isMac = process.platform === 'darwin';
    // The signature is of the file without what is put into it.
    if (isMac) execFileSync('codesign', ['--remove-signature', made]);
    const put = [made, section.name, blob, '--sentinel-fuse', section.fuse];
    // What it warns of are Node's own notes, which it leaves as they are.
    execFileSync(process.execPath, [postject, ...put, ...(isMac ? ['--macho-segment-name', section.segment] : [])], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (isMac) execFileSync('codesign', ['--sign', process.env.CSC_NAME ?? '-', made]);
    // It is there once it has been seen to run.
    const version = execFileSync(made, ['--version'], { encoding: 'utf8' }).trim();
    mkdirSync(inProject('dist'), { recursive: true });
    copyFileSync(made, `${target}.part`);
    renameSync(`${target}.part`, target);
    const mebibytes = Math.round(statSync(target).size / 1024 / 1024);
    const nodeVersion = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    console.log(`dist/${singleFileName}: etcdeck ${version} with Node ${nodeVersion}, ${mebibytes} MiB`);
    return target;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
