import { writtenOut } from '../../terminal/steering.ts';

const longest = 256;

/**
 * Whether a name can stand in an `--initial-cluster`: a comma ends the member there and `=` its name. Spaces and
 * characters that do not show are taken by etcd, and copied wrongly by people.
 */
export function isMemberName(name: string): boolean {
  return name !== '' && name.length <= longest && !/[\s,=]/u.test(name) && writtenOut(name) === name;
}
