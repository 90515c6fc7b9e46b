import { mkdir } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { SettingsApi } from '../../contract/settings.ts';
import type { SnapshotsApi } from '../../contract/snapshots.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { ClusterMembers } from '../members/cluster-members.ts';
import type { Ports } from '../ports.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import { stoppable } from '../streams/stoppable.ts';
import { readReports } from './read-reports.ts';
import { sampleSnapshot } from './sample-snapshot.ts';
import { chooseMember } from './saving/choose-member.ts';
import { freeFile, usualTemplate } from './saving/file-name.ts';
import { saveJournalled } from './saving/journalled-save.ts';
import { createSchedules, type SchedulesParts } from './schedule/create-schedules.ts';
import type { Scheduler } from './schedule/scheduler.ts';

/** What snapshots are made of. */
export interface SnapshotsParts extends SchedulesParts {
  readonly open: OpenConnections;
  readonly ports: SchedulesParts['ports'] & Pick<Ports, 'documentsFolder' | 'resourcesFolder' | 'settingsFolder'>;
  readonly sources: OpenSources;
  readonly settings: Pick<SettingsApi, 'get'>;
}

/** Snapshots, and what saves them by itself once it is started. */
export interface Snapshots {
  readonly api: SnapshotsApi;
  readonly scheduler: Scheduler;
}

/** Snapshots of connections' clusters, saved on the machine where core runs. */
export function createSnapshots(parts: SnapshotsParts): Snapshots {
  const { open, sources, ports, settings, catalogue } = parts;
  const schedules = createSchedules(parts);
  const usualFolder = async (): Promise<string> => (await settings.get({})).snapshotFolder ?? ports.documentsFolder;
  const api: SnapshotsApi = {
    async suggestFile({ connection }) {
      const { profile } = open.require(connection);
      const facts = { name: profile.name, at: ports.clock.now(), revision: 0, member: '' };
      return { file: await freeFile(await usualFolder(), usualTemplate, facts) };
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
        yield* saveJournalled(parts, { held, cluster, source, file, origin: 'saved' }, signal);
      });
    },
    ...readReports(ports, sources, catalogue.didCheck),
    sample: async () => ({ file: await sampleSnapshot(ports) }),
    catalogue: ({ clusterId }) => catalogue.list(clusterId),
    addFolder: ({ folder }) => catalogue.addFolder(folder),
    removeFolder: ({ folder }) => catalogue.removeFolder(folder),
    forget: ({ file, deletesFile }) => catalogue.forget(file, deletesFile),
    ...schedules.api,
  };
  return { api, scheduler: schedules.scheduler };
}
