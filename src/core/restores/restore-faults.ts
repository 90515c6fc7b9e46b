import { isAbsolute } from 'node:path';
import { peerURLWarningWords } from '../../contract/peer-url-words.ts';
import type { RestoredMember, RestoreFault, RestoreForm } from '../../contract/restores.ts';
import { withoutFullStop } from '../../contract/text-end.ts';
import { canBumpRevision, firstToBump, versionIn } from '../etcdctl/restore-words.ts';
import { newPeerURLChecks } from '../members/peer-url-checks.ts';
import { isHostPath } from '../members/start/host-path.ts';
import { isMemberName } from '../members/start/usable-name.ts';
import { writtenOut } from '../terminal/steering.ts';
import { dataDirOf, sharedHosts } from './data-dirs.ts';
import type { FileFacts } from './known-files.ts';

type Field = RestoreFault['field'];

const error = (field: Field, message: string, member: number | null = null): RestoreFault => ({
  ...{ field, member, severity: 'error', message },
});
const warning = (field: Field, message: string, member: number | null = null): RestoreFault => ({
  ...{ field, member, severity: 'warning', message },
});

const longestShown = 100;
const shown = (text: string): string =>
  writtenOut(text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);

/** Returns what the tool would refuse of a form, and what a restore of it would bring. */
export function restoreFaults(form: RestoreForm, facts: FileFacts): readonly RestoreFault[] {
  const ofMembers = [...faultsOfMembers(form, facts), ...faultsOfNames(form.members), ...faultsOfURLs(form.members)];
  const areMembersRight = ofMembers.every(({ severity }) => severity === 'warning');
  return [
    ...faultsOfFile(form, facts),
    ...ofMembers,
    ...faultsOfToken(form),
    ...faultsOfDataDir(form),
    ...(areMembersRight && !facts.isK3s ? faultsOfSharedHosts(form) : []),
    ...faultsOfVersion(form, facts),
    ...faultsOfRevision(form, facts),
    ...faultsOfQuotes(form),
  ];
}

function faultsOfFile(
  { file, skipsHashCheck }: RestoreForm,
  { report, isK3s, later }: FileFacts,
): readonly RestoreFault[] {
  const { figures, integrity } = report;
  const [first] = integrity.findings;
  if (!isAbsolute(file)) return [error('file', 'the path is not an absolute one')];
  if (figures === null || integrity.verdict === 'damaged') {
    const why = first === undefined ? '' : `: ${shown(withoutFullStop(first.message))}`;
    return [error('file', `the snapshot is damaged${why}`)];
  }
  const hasTrailer = integrity.findings.every(({ code }) => code !== 'NoTrailer');
  const faults: RestoreFault[] = [];
  if (!hasTrailer && !skipsHashCheck) {
    faults.push(
      error('skipsHashCheck', 'the file has no hash at its end, so that a restore refuses it with the check'),
    );
  }
  if (hasTrailer && skipsHashCheck) {
    faults.push(warning('skipsHashCheck', 'the file has a hash at its end: nothing speaks for leaving out its check'));
  }
  if (later !== null) {
    const { count, until } = later;
    const [increments, are, them] = count === 1 ? ['1 increment', 'is', 'it'] : [`${count} increments`, 'are', 'them'];
    faults.push(
      warning(
        'file',
        `${increments} of etcd-backup-restore, up to revision ${until}, ${are} not restored with it: join ${them} into one snapshot first, or put back what is later from the opened backup afterwards`,
      ),
    );
  }
  if (isK3s) {
    faults.push(
      warning('file', 'the file is of k3s, whose servers restore it with their own command and the token they had'),
    );
  }
  return faults;
}

function faultsOfMembers({ members }: RestoreForm, { report }: FileFacts): readonly RestoreFault[] {
  if (members.length === 0) return [error('members', 'a cluster has at least one member')];
  const faults: RestoreFault[] = [];
  if (members.length % 2 === 0) {
    const fewer = members.length - 1;
    faults.push(
      warning('members', `${members.length} members tolerate no more failures than ${fewer}: an odd number is better`),
    );
  }
  const learners = (report.inside?.members ?? []).filter(({ isLearner }) => isLearner);
  const missing = learners.filter(({ name }) => members.every((member) => member.name !== name));
  if (missing.length > 0) {
    const names = shown(missing.map(({ id, name }) => name || id).join(', '));
    faults.push(warning('members', `learners are not restored, here ${names}: add them again afterwards`));
  }
  for (const [at, { name }] of members.entries()) {
    if (learners.some((learner) => learner.name === name)) {
      faults.push(warning('members', `${shown(name)} was a learner, and comes back as a voting member`, at));
    }
  }
  return faults;
}

function faultsOfNames(members: readonly RestoredMember[]): readonly RestoreFault[] {
  return members.flatMap(({ name }, at) => {
    if (name === '') return [error('members', 'a member has a name', at)];
    if (!isMemberName(name)) {
      return [error('members', `the name “${shown(name)}” has a blank, a comma, = or what does not show`, at)];
    }
    const before = members.findIndex((other) => other.name === name);
    return before < at ? [error('members', `${shown(name)} is the name of another member too`, at)] : [];
  });
}

function faultsOfURLs(members: readonly RestoredMember[]): readonly RestoreFault[] {
  const all = members.flatMap(({ peerURLs }, at) => peerURLs.map((url) => ({ url, at })));
  const checks = newPeerURLChecks(all.map(({ url }) => url));
  const faults = all.flatMap(({ url, at }, place): readonly RestoreFault[] => {
    const check = checks[place];
    if (check === undefined) return [];
    if (check.refusal !== null) return [error('members', shown(check.refusal.message), at)];
    const same = all.findIndex((other) => other.url === url);
    const owner = all[same]?.at ?? at;
    if (same < place) return [error('members', `${shown(url)} is ${ownerOf(owner, at, members)} too`, at)];
    // The same place in other words: etcd takes it, and only one of them is reached.
    const isRepeated = all.some((other, later) => later > place && other.url === url);
    const isAlone = members.length === 1;
    return check.warnings
      .filter((code) => !(isRepeated && code === 'SameAddress') && !(isAlone && code === 'Loopback'))
      .map((code) => warning('members', `${shown(url)}: ${withoutFullStop(peerURLWarningWords[code])}`, at));
  });
  const without = members.flatMap(({ peerURLs }, at) =>
    peerURLs.length === 0 ? [error('members', 'a member has at least one peer URL', at)] : [],
  );
  return [...without, ...faults];
}

const ownerOf = (owner: number, at: number, members: readonly RestoredMember[]): string =>
  owner === at ? 'given for it before' : `the peer URL of ${shown(members[owner]?.name ?? '')}`;

/** What etcd takes where none is given. */
const usualToken = 'etcd-cluster';

function faultsOfToken({ token }: RestoreForm): readonly RestoreFault[] {
  if (!isMemberName(token)) return [error('token', 'the token is one word, without a comma or =')];
  if (token !== usualToken) return [];
  return [warning('token', 'with the usual token members of the old cluster may take this one for theirs')];
}

/** With a letter of a drive, or a share. */
const windowsPath = /^(?:[A-Za-z]:[\\/]|\\\\[^\\/])[^\0]*$/;

function faultsOfDataDir({ dataDir, file }: RestoreForm): readonly RestoreFault[] {
  const isPath = isHostPath(dataDir) || (windowsPath.test(dataDir) && writtenOut(dataDir) === dataDir);
  if (!isPath) return [error('dataDir', 'the data folder is an absolute path')];
  if (/^(?:[A-Za-z]:)?[\\/]*$/.test(dataDir)) return [error('dataDir', 'the data folder is not the root')];
  return file.startsWith(`${dataDir}/`)
    ? [warning('dataDir', 'the snapshot is in the data folder, which is moved aside: take it out first')]
    : [];
}

function faultsOfSharedHosts(form: RestoreForm): readonly RestoreFault[] {
  return sharedHosts(form.members).map((shared) => {
    const names = shown(shared.map(({ name }) => name).join(', '));
    const folders = shown(shared.map(({ name }) => dataDirOf(form, name)).join(', '));
    return warning('dataDir', `${names} are on one host, where each gets a data-dir of its own: ${folders}`);
  });
}

function faultsOfVersion({ toolVersion }: RestoreForm, { report }: FileFacts): readonly RestoreFault[] {
  const tool = versionIn(toolVersion);
  if (tool === null) return [error('toolVersion', `${shown(toolVersion)} is no version of etcd 3, as 3.5 or 3.5.30`)];
  if (tool.minor < 4) return [error('toolVersion', 'before 3.4 nothing here is known to be right')];
  const { storageVersion = null, clusterVersion = null } = report.inside ?? {};
  const of = storageVersion ?? clusterVersion;
  const stored = of === null ? null : versionIn(of);
  if (of === null || stored === null || stored.minor <= tool.minor) return [];
  return [warning('toolVersion', `the file is of etcd ${shown(of)}: an older one may not start from it`)];
}

function faultsOfRevision(form: RestoreForm, { report, isKubernetes }: FileFacts): readonly RestoreFault[] {
  const { bumpRevision, toolVersion } = form;
  if (bumpRevision === null) {
    if (!isKubernetes) return [];
    return [
      warning(
        'bumpRevision',
        'Kubernetes remembers revisions: without raising it, restart every API server, controller and kubelet',
      ),
    ];
  }
  if (!canBumpRevision(toolVersion)) {
    return [error('bumpRevision', `${shown(toolVersion)} cannot raise the revision: 3.4.27, 3.5.10 and later can`)];
  }
  const last = report.figures?.lastRevision ?? 0;
  if (bumpRevision < 1 || !Number.isSafeInteger(last + bumpRevision)) {
    return [error('bumpRevision', 'the revision is raised by 1 or more, and no further than clients can count')];
  }
  const first = firstToBump(toolVersion);
  if (first === null) return [];
  return [warning('bumpRevision', `raising the revision needs ${first} or later: see which one the hosts have`)];
}

function faultsOfQuotes(form: RestoreForm): readonly RestoreFault[] {
  const texts = [form.file, form.dataDir, form.token, ...form.members.map(({ name }) => name)];
  if (texts.every((text) => !text.includes('"'))) return [];
  return [warning('file', 'a name or path has a double quote, which PowerShell before 7.3 passes on wrongly')];
}
