import { mkdir } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { SettingsApi } from '../../contract/settings.ts';
import type { SavedSnapshot, SnapshotsApi } from '../../contract/snapshots.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { ClusterMembers } from '../members/cluster-members.ts';
import type { Ports } from '../ports.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import { stoppable } from '../streams/stoppable.ts';
import { openCatalogue, type SnapshotRecord } from './catalogue.ts';
import { chooseMember } from './choose-member.ts';
import { withProgress } from './progress.ts';
import { readReports } from './read-reports.ts';
import { sampleSnapshot } from './sample-snapshot.ts';
import { saveSnapshot } from './save-snapshot.ts';
import { suggestFile } from './suggest-file.ts';

/** Snapshots of open connections' clusters, saved on the machine where core runs. */
export function createSnapshots(
  open: OpenConnections,
  ports: Pick<
    Ports,
    'clock' | 'documentsFolder' | 'log' | 'openStore' | 'resourcesFolder' | 'settingsFolder' | 'workerFile'
  >,
  settings: Pick<SettingsApi, 'get'>,
  sources: OpenSources,
): SnapshotsApi {
  const usualFolder = async (): Promise<string> => (await settings.get({})).snapshotFolder ?? ports.documentsFolder;
  const catalogue = openCatalogue(ports);
  /** Never fails: the file is whole, and stays. */
  const record = async (saved: SnapshotRecord): Promise<Failure | null> => {
    try {
      await catalogue.add(saved);
      return null;
    } catch (error) {
      const failure = error instanceof EtcdeckError ? error.toFailure() : bugOf(error);
      ports.log.warn('A saved snapshot is not in the catalogue', { file: saved.file, reason: failure.message });
      return failure;
    }
  };
  return {
    async suggestFile({ connection }) {
      const { profile } = open.require(connection);
      return { file: await suggestFile(await usualFolder(), profile.name, ports.clock.now()) };
    },
    save({ connection, file, member }, options) {
      const held = open.require(connection);
      return stoppable(options?.signal, async function* (signal) {
        if (!isAbsolute(file))
          throw new EtcdeckError({ code: 'BadRequest', message: `${file} is not an absolute path` });
        const cluster = await new ClusterMembers(held, ports.clock).ask(0, signal);
        const source = chooseMember(cluster, member);
        // The folder of one click may not be there yet; any other is the operator's own choice, and may be mistyped.
        const folder = await usualFolder();
        if (dirname(file) === folder) await mkdir(folder, { recursive: true }).catch(() => undefined);
        yield* withProgress(file, signal, async (inner, onDidReceive): Promise<SavedSnapshot> => {
          const saved = await saveSnapshot({ client: held.client, source, file, signal: inner, onDidReceive });
          const { bytes, sha256, revision, member } = saved;
          const { clusterId } = cluster;
          const facts = { file, bytes, sha256, revision, member, clusterId, connection, at: ports.clock.now() };
          return { ...saved, uncatalogued: await record(facts), undescribed: null };
        });
      });
    },
    catalogue: async ({ clusterId }) => ({
      snapshots: clusterId === null ? [] : await catalogue.of(clusterId),
      folders: [],
      isCut: false,
    }),
    ...readReports(ports, sources),
    sample: async () => ({ file: sampleSnapshot(ports.resourcesFolder) }),
    addFolder: missing,
    removeFolder: missing,
    forget: missing,
    schedule: missing,
    setSchedule: missing,
  };
}

// STAND-IN
const missing = (): never => {
  throw new EtcdeckError({ code: 'Internal', message: 'not there yet' });
};

const bugOf = (error: unknown): Failure => ({ code: 'Internal', message: String(error), retry: false });
