import { mkdir } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { SettingsApi } from '../../contract/settings.ts';
import type { SnapshotsApi } from '../../contract/snapshots.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { ClusterMembers } from '../members/cluster-members.ts';
import type { Ports } from '../ports.ts';
import { stoppable } from '../streams/stoppable.ts';
import { chooseMember } from './choose-member.ts';
import { withProgress } from './progress.ts';
import { saveSnapshot } from './save-snapshot.ts';
import { suggestFile } from './suggest-file.ts';

/** Snapshots of open connections' clusters, saved on the machine where core runs. */
export function createSnapshots(
  open: OpenConnections,
  ports: Pick<Ports, 'clock' | 'documentsFolder'>,
  settings: Pick<SettingsApi, 'get'>,
): SnapshotsApi {
  const usualFolder = async (): Promise<string> => (await settings.get({})).snapshotFolder ?? ports.documentsFolder;
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
        const source = chooseMember(await new ClusterMembers(held, ports.clock).ask(0, signal), member);
        // The folder of one click may not be there yet; any other is the operator's own choice, and may be mistyped.
        const folder = await usualFolder();
        if (dirname(file) === folder) await mkdir(folder, { recursive: true }).catch(() => undefined);
        yield* withProgress(file, signal, (inner, onDidReceive) =>
          saveSnapshot({ client: held.client, source, file, signal: inner, onDidReceive }),
        );
      });
    },
  };
}
