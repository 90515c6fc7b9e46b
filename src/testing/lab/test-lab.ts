import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Api } from '../../contract/api.ts';
import type { LabAct, LabActNotice, LabActRecord } from '../../contract/lab/acts.ts';
import type { LabInfo, LabMember, LabProgress } from '../../contract/lab.ts';
import { createApp } from '../../core/app.ts';
import type { EtcdTarget } from '../../core/etcd/client.ts';
import type { Ports } from '../../core/ports.ts';
import { chosenEtcd } from '../etcd-binaries.ts';
import { orphanGuard } from '../orphan-guard.ts';
import { testPorts } from '../ports.ts';

/** The product with a running lab. */
export interface TestLab {
  readonly api: Api;
  readonly connection: LabInfo['connection'];
  /** The settings folder. */
  readonly folder: string;
  info(): Promise<LabInfo>;
  member(name: string): Promise<LabMember>;
  /** Returns how to reach members with the lab's certificates: all, or the named ones. */
  target(...names: readonly string[]): Promise<EtcdTarget>;
  /** Does an act, and returns its record. */
  act(act: LabAct): Promise<LabActRecord>;
  undo(record: LabActRecord): Promise<LabActRecord>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** What a lab of a test is started with. */
export interface TestLabRequest {
  /** By default `m1` to `m3`. */
  readonly names?: readonly string[];
  /** The folder of the members' etcd; by default the etcd under test. */
  readonly etcd?: string;
  readonly snapshot?: string;
  readonly ports?: Partial<Ports>;
}

/** Starts the product and a lab in it. */
export async function startTestLab(request: TestLabRequest = {}): Promise<TestLab> {
  const { names = ['m1', 'm2', 'm3'], etcd = dirname(chosenEtcd().etcd), snapshot = null, ports = {} } = request;
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-lab-'));
  orphanGuard.folder(folder);
  const app = createApp(testPorts(folder, ports));
  const { lab } = app.api;
  const close = async (): Promise<void> => {
    await app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    orphanGuard.folderRemoved(folder);
  };
  try {
    const members = names.map((name) => ({ name, etcd }));
    const { connection, folder: labFolder } = await started(lab.start({ members, snapshot }));
    const info = async (): Promise<LabInfo> => {
      const found = (await lab.list({})).find((one) => one.connection === connection);
      if (found === undefined) throw new Error('the lab is gone');
      return found;
    };
    const pem = (name: string): string => readFileSync(join(labFolder, name), 'utf8');
    return {
      ...{ api: app.api, connection, folder, info, close },
      async member(name) {
        const found = (await info()).members.find((member) => member.name === name);
        if (found === undefined) throw new Error(`${name} is no member of the lab`);
        return found;
      },
      async target(...wanted) {
        const chosen = (await info()).members.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
        return {
          endpoints: chosen.map(({ endpoint }) => endpoint),
          tls: {
            ...{ ca: pem('ca.crt'), cert: pem('client.crt'), key: pem('client.key') },
            ...{ serverName: null, skipVerify: false },
          },
          ...{ user: null, password: null },
        };
      },
      act: (act) => recordOf(lab.act({ connection, act })),
      undo: (record) => recordOf(lab.undo({ connection, record: record.id })),
      reset: async () => void (await started(lab.reset({ connection }))),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Returns the lab that a start or a reset ends with. */
export async function started(progress: AsyncIterable<LabProgress>): Promise<LabInfo> {
  for await (const step of progress) if (step.kind === 'ready') return step.lab;
  throw new Error('the lab did not get ready');
}

async function recordOf(notices: AsyncIterable<LabActNotice>): Promise<LabActRecord> {
  for await (const notice of notices) if (notice.kind === 'done') return notice.record;
  throw new Error('an act ended without its record');
}
