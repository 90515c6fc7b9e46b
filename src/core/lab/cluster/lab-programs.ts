import { basename, dirname, isAbsolute } from 'node:path';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { EtcdProgram } from '../../../contract/programs.ts';
import { programName } from '../../files/programs.ts';
import { etcdIn, findEtcds, type ProgramPlaces } from '../../programs/find-etcd.ts';

/**
 * Returns the etcd of a folder, which may also be given as the path of its binary; `null`: the one that is found. Fails with
 * `SandboxBinaryMissing`.
 */
export async function requireEtcd(place: string | null, places: ProgramPlaces): Promise<EtcdProgram> {
  if (place !== null && !isAbsolute(place)) throw missing(`${place} is not an absolute path`);
  const { etcds, reason } = place === null ? await findEtcds(places) : await etcdAt(place);
  const [found] = etcds;
  if (found === undefined) throw missing(reason);
  return found;
}

async function etcdAt(place: string): ReturnType<typeof etcdIn> {
  const inside = await etcdIn(place);
  return inside.etcds.length === 0 && basename(place) === programName('etcd') ? await etcdIn(dirname(place)) : inside;
}

const missing = (message: string): EtcdeckError =>
  new EtcdeckError({ code: 'SandboxBinaryMissing', message, operation: 'lab.start' });
