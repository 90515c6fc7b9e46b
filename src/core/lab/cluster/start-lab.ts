import { randomBytes } from 'node:crypto';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { LabApi, LabProgress } from '../../../contract/lab.ts';
import type { EtcdProgram } from '../../../contract/programs.ts';
import type { Ports } from '../../ports.ts';
import type { ProgramPlaces } from '../../programs/find-etcd.ts';
import { freeName } from '../../sandbox/free-name.ts';
import type { MemberProcess } from '../../sandbox/member-process.ts';
import { makePlace } from '../../sandbox/sandbox-record.ts';
import { issueSandboxTls } from '../../sandbox/sandbox-tls.ts';
import type { LabLinks } from '../lab-world.ts';
import { createLabLinks } from '../links/create-lab-links.ts';
import { LabCluster, labConnection } from './lab-cluster.ts';
import { peerHosts, peerURLOf } from './lab-hosts.ts';
import { LabMembers } from './lab-members.ts';
import { LabTeller } from './lab-news.ts';
import { requireEtcd } from './lab-programs.ts';
import type { MemberActs } from './member-acts.ts';
import type { StartedWith } from './reset-members.ts';
import { checkSnapshot, type LabSnapshot, restoreData } from './restored-data.ts';
import { refuseMixture } from './version-rules.ts';
import { unlessAborted, within } from './waiting.ts';

/** What a start needs. */
export interface StartParts {
  readonly root: string;
  readonly ports: Pick<Ports, 'workerFile' | 'settingsFolder' | 'log' | 'clock'>;
  readonly places: ProgramPlaces;
  /** The names of the labs that run. */
  readonly names: readonly string[];
  readonly memberActs: (connection: ConnectionId) => MemberActs;
  readonly signal: AbortSignal;
  /** Calls with a lab whose members are about to be started. */
  readonly onDidMake: (lab: LabCluster) => void;
  readonly tell: (step: (LabProgress & { readonly kind: 'step' })['step'], detail: string) => void;
}

type Request = Parameters<LabApi['start']>[0];

/** How often a start tries other ports where one was taken meanwhile. */
const attempts = 5;
/** How long a start may take; from a large snapshot it is longer by what reading it takes. */
const startMs = 180_000;

/** A member before it is made. */
interface Planned {
  readonly name: string;
  readonly peerHost: string;
  readonly etcd: EtcdProgram;
}

/** Starts a lab. When it fails or is stopped, no process and no file is left. */
export async function startLab(request: Request, parts: StartParts): Promise<LabCluster> {
  const { places, ports, signal } = parts;
  refuseNames(request.members.map(({ name }) => name));
  const planned = await plan(request, places);
  const snapshot = request.snapshot === null ? null : await checkSnapshot(request.snapshot, ports, signal);
  signal.throwIfAborted();
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(planned, snapshot, parts);
    } catch (error) {
      const isPortTaken = error instanceof Error && error.message.includes('address already in use');
      if (!isPortTaken || attempt === attempts) throw error;
    }
  }
}

async function startOnce(
  planned: readonly Planned[],
  snapshot: LabSnapshot | null,
  parts: StartParts,
): Promise<LabCluster> {
  const { root, ports, places, signal, tell } = parts;
  const id = randomBytes(8).toString('hex');
  const place = makePlace(root, id);
  let links: LabLinks | null = null;
  let lab: LabCluster | null = null;
  try {
    tell('certificates', 'Issuing certificates of a new authority');
    // With auth on, the certificate's name is the user.
    const tls = await issueSandboxTls(place.folder, snapshot === null ? 'etcdeck' : 'root', peerHosts);
    const { ca, cert, key } = tls.peerPems;
    const teller = new LabTeller();
    const token = `etcdeck-lab-${id}`;
    links = await createLabLinks(ports, { ca, certificate: cert, key });
    const around = { place, token, tls, onLine: teller.line, tell: teller.tell };
    const members = new LabMembers(links, around);
    const restoring = { place, token, places, signal, tell: (detail: string) => tell('restore', detail) };
    const copies = snapshot === null ? null : await restoreData(snapshot, planned, restoring);
    const initialCluster = planned.map(({ name, peerHost }) => `${name}=${peerURLOf(peerHost)}`).join(',');
    const start: StartedWith[] = [];
    for (const { name, peerHost, etcd } of planned) {
      const settings = { etcd, quota: null };
      const member = await members.make({ name, peerHost, initialCluster, state: 'new' }, settings);
      start.push({ member, settings, data: copies?.get(name) ?? null });
    }
    lab = new LabCluster({
      ...{ id, place, tls, members, teller, start, places, snapshot: snapshot?.file ?? null },
      name: freeName(`Lab (${planned.length} ${planned.length === 1 ? 'member' : 'members'})`, parts.names),
      cluster: parts.memberActs(labConnection(id)),
      clock: ports.clock,
    });
    parts.onDidMake(lab);
    signal.throwIfAborted();
    tell('members', `Starting ${membersOf(planned.length)} of etcd ${versionsOf(planned)}`);
    await unlessAborted(allInTime(members.all.map((member) => member.start())), signal);
    return lab;
  } catch (error) {
    await lab?.remove();
    await links?.close();
    place.remove();
    throw error;
  }
}

async function allInTime(running: readonly MemberProcess[]): Promise<void> {
  if (await within(Promise.all(running.map(({ ready }) => ready)), startMs)) return;
  const silent = running.map((one) => `${one.plan.name}: ${one.lastWords()}`).join('\n');
  throw new Error(`the members were not ready after ${startMs / 1000} s\n${silent}`);
}

/** A name is a member's folder too. On Windows and macOS, a and A are one folder. */
function refuseNames(names: readonly string[]): void {
  const folders = names.map((name) => name.toLowerCase());
  const twice = names.find((name, at) => folders.indexOf(name.toLowerCase()) < at);
  if (twice === undefined) return;
  const message = `${twice} is the name of another member too`;
  throw new EtcdeckError({ code: 'BadRequest', message, operation: 'lab.start', detail: { field: 'members' } });
}

async function plan({ members }: Request, places: ProgramPlaces): Promise<readonly Planned[]> {
  const etcds = await Promise.all(members.map(({ etcd }) => requireEtcd(etcd, places)));
  refuseMixture(etcds.map(({ version }) => version));
  return members.flatMap(({ name }, at) => {
    const [etcd, peerHost] = [etcds[at], peerHosts[at]];
    return etcd === undefined || peerHost === undefined ? [] : [{ name, peerHost, etcd }];
  });
}

const membersOf = (count: number): string => (count === 1 ? 'one member' : `${count} members`);

const versionsOf = (planned: readonly Planned[]): string =>
  [...new Set(planned.map(({ etcd }) => etcd.version))].join(' and ');
