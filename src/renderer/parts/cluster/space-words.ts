import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import type { Finding } from '../../../contract/findings.ts';
import { memberName } from '../../../contract/member-name.ts';
import { formatBytes } from '../../ui/format.ts';
import type { FindingCommand } from './finding-command.ts';
import { listed } from './member-words.ts';

/** Returns the words of the finding `NearQuota`. */
export function nearQuotaWords({ finding, name }: { readonly finding: Finding; readonly name: string }) {
  const [size, quota] = [bytesIn(finding, 'dbSize'), bytesIn(finding, 'dbSizeQuota')];
  return {
    title: `${name} is ${Math.floor((size / Math.max(1, quota)) * 100)}% full`,
    remedy: `${formatBytes(size)} of ${formatBytes(quota)}. At the quota the cluster refuses writes. Compact history and defragment before.`,
  };
}

/** Returns the words of findings `Fragmented`, one or more, in the order in which their members are to be defragmented. */
export function fragmentedWords(findings: readonly Finding[], { members }: Pick<ClusterStatus, 'members'>) {
  const about = findings.map((finding) => ({
    finding,
    member: members.find(({ id }) => id === finding.member) ?? null,
  }));
  const shares = about.map(({ finding, member }) => {
    const name = member === null ? (finding.member ?? 'a member') : memberName(member);
    return `${name} ${Math.floor((bytesIn(finding, 'free') / Math.max(1, bytesIn(finding, 'dbSize'))) * 100)}%`;
  });
  const free = findings.reduce((sum, finding) => sum + bytesIn(finding, 'free'), 0);
  const order = findings.length === 1 ? '' : ' One at a time, the leader last.';
  return {
    title: `Much of the database ${findings.length === 1 ? 'file is' : 'files is'} free: ${listed(shares)}`,
    remedy: `Defragmenting gives ${formatBytes(free)} back to the disk. A member answers nothing meanwhile, about 10 seconds for each GiB in use.${order}`,
    commands: about.flatMap(({ member }) => defragmentCommand(member)),
  };
}

function bytesIn({ detail }: Finding, name: string): number {
  const bytes = detail[name];
  return typeof bytes === 'number' ? bytes : 0;
}

function defragmentCommand(member: MemberStatus | null): readonly FindingCommand[] {
  const endpoint = member?.endpoint ?? null;
  return endpoint === null ? [] : [{ words: ['defrag'], endpoint }];
}
