import { release, type } from 'node:os';

/** Returns what this process runs on, one part a line: what it is built on where it says so, Node, and the system. */
export function runsOn(versions: NodeJS.ProcessVersions = process.versions): readonly string[] {
  const { electron, chrome, node } = versions;
  return [
    ...(electron === undefined ? [] : [`Electron ${electron}`]),
    ...(chrome === undefined ? [] : [`Chromium ${chrome}`]),
    `Node ${node}`,
    `${type()} ${release()} ${process.arch}`,
  ];
}
