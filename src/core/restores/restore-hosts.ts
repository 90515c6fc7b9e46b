import type { RestoredMember, RestoreForm } from '../../contract/restores.ts';
import type { SnapshotMember } from '../../contract/snapshot-report.ts';
import { endpointPartsOrNull, hostAndPort } from '../connections/endpoints.ts';
import { peerURLPartsOrNull } from '../etcd/peer-urls.ts';
import { addressOf, bareArgs, type MemberHost } from '../recovery/recovery-hosts.ts';
import { dataDirOf } from './data-dirs.ts';

/** Where etcd serves clients by custom. */
const clientPort = 2379;

/** Returns the hosts of a form's members; `listed`: the members in the file, which know where they served clients. */
export function restoreHosts(
  form: Pick<RestoreForm, 'members' | 'dataDir'>,
  listed: readonly SnapshotMember[],
): readonly MemberHost[] {
  return form.members.map((member) => hostOf(member, dataDirOf(form, member.name), clientURLsOf(member, listed)));
}

function hostOf({ name, peerURLs }: RestoredMember, dataDir: string, clientURLs: readonly string[]): MemberHost {
  const args = bareArgs({ name, peerURLs, clientURLs }, dataDir);
  return {
    ...{ name, peerURLs, clientURLs, args, dataDir, origin: 'given' },
    ...{ address: addressOf(peerURLs[0]), walDir: null, dataDirOf: null, configFile: null },
  };
}

/** A member that has moved to another host serves its clients there. */
function clientURLsOf({ name, peerURLs }: RestoredMember, listed: readonly SnapshotMember[]): readonly string[] {
  const known = listed.find((member) => member.name === name && member.peerURLs.some((url) => peerURLs.includes(url)));
  const urls = (known?.clientURLs ?? []).filter((url) => endpointPartsOrNull(url) !== null);
  return urls.length > 0 ? urls : peerURLs.slice(0, 1).flatMap(guessed);
}

function guessed(peerURL: string): readonly string[] {
  const parts = peerURLPartsOrNull(peerURL);
  if (parts === null) return [];
  return [`${parts.scheme}://${hostAndPort({ host: parts.host, port: clientPort })}`];
}
