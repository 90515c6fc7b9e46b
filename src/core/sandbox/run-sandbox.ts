import { randomBytes } from 'node:crypto';
import type { SandboxProgress } from '../../contract/sandbox.ts';
import type { MemberProcess } from './member-process.ts';
import { makePlace } from './sandbox-record.ts';
import { issueSandboxTls, type SandboxTls } from './sandbox-tls.ts';
import { seedSandbox } from './seed-sandbox.ts';
import { startMembers } from './start-members.ts';

/** A running cluster with the sample keys. */
export interface RunningSandbox {
  /** Random; no other sandbox ever has it. */
  readonly id: string;
  readonly folder: string;
  readonly members: readonly MemberProcess[];
  readonly endpoints: readonly string[];
  readonly tls: SandboxTls['files'];
  /** Kills the members and removes the folder. */
  remove(): Promise<void>;
}

/** A request to start a sandbox. */
export interface RunSandboxRequest {
  /** The folder that contains a folder for each sandbox. */
  readonly root: string;
  readonly etcd: { readonly binary: string; readonly version: string };
  readonly members: 1 | 3 | 5;
  /** Milliseconds since 1970; the sample's objects are older. */
  readonly now: number;
  /** Where the table of Kubernetes' kinds is. */
  readonly resourcesFolder: string;
  readonly signal: AbortSignal;
  readonly onDidStep: (step: SandboxProgress & { readonly kind: 'step' }) => void;
}

/** Creates certificates, members and keys. When it fails or is stopped, no process and no file is left. */
export async function runSandbox(request: RunSandboxRequest): Promise<RunningSandbox> {
  const { members: count, etcd, signal, onDidStep } = request;
  const id = randomBytes(8).toString('hex');
  const place = makePlace(request.root, id);
  const spawned: MemberProcess[] = [];
  const remove = async (): Promise<void> => {
    await Promise.all(spawned.map((member) => member.kill()));
    place.remove();
  };
  try {
    onDidStep({ kind: 'step', step: 'certificates', detail: 'Issuing certificates of a new authority' });
    const tls = await issueSandboxTls(place.folder);

    const what = count === 1 ? 'one member' : `${count} members`;
    onDidStep({ kind: 'step', step: 'members', detail: `Starting ${what} of etcd ${etcd.version}` });
    const members = await startMembers({
      binary: etcd.binary,
      folder: place.folder,
      count,
      clientTls: tls.clientPort,
      peerTls: tls.peerPort,
      signal,
      onDidSpawn(member) {
        spawned.push(member);
        place.addMember(member.pid);
        void member.exited.then(() => place.memberEnded(member.pid));
      },
    });
    const endpoints = members.map((member) => member.plan.endpoint);

    onDidStep({ kind: 'step', step: 'keys', detail: 'Writing a small Kubernetes-like keyspace' });
    const { now, resourcesFolder } = request;
    await seedSandbox({ endpoints, tls: tls.pems, now, resourcesFolder, signal });
    signal.throwIfAborted();
    return { id, folder: place.folder, members, endpoints, tls: tls.files, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
