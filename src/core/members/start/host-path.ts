import { writtenOut } from '../../terminal/steering.ts';

const longest = 4_096;

/** Whether a text is an absolute path of a member's host, which etcd's flags and a manifest need, on one line. */
export function isHostPath(path: string): boolean {
  return path.startsWith('/') && path.length <= longest && writtenOut(path) === path;
}
