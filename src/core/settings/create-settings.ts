import { EtcdeckError } from '../../contract/failure.ts';
import { explain } from '../../contract/requests/explain.ts';
import type { HostInfo, Settings, SettingsApi } from '../../contract/settings.ts';
import type { Ports } from '../ports.ts';
import { readDocument, updateDocument } from './document.ts';
import { runsOn } from './runs-on.ts';
import { changed, changesSchema, settingsOf } from './settings-document.ts';

/** Settings over the `settings` document of the settings folder, read afresh each time: several processes share it. */
export function createSettings(ports: Ports): SettingsApi {
  const store = ports.openStore('settings');
  return {
    async host(): Promise<HostInfo> {
      const secrets = ports.secrets.kind();
      return {
        version: ports.version,
        runsOn: runsOn(),
        platform: platformOf(process.platform),
        secrets: secrets.kind,
        secretsReason: secrets.reason,
        nativeDialogs: ports.dialogs !== null,
        nativeNotifications: ports.notifications !== null,
        ownWindows: ports.ownWindows,
        openSandbox: ports.openSandbox,
      };
    },
    async notify({ title, lines }): Promise<Record<string, never>> {
      if (ports.notifications === null) {
        throw new EtcdeckError({
          code: 'Unimplemented',
          message: 'this host has no notifications of its own',
          operation: 'settings.notify',
        });
      }
      ports.notifications.show({ title, body: lines.join('\n') });
      return {};
    },
    async get(): Promise<Settings> {
      return settingsOf(readDocument(store));
    },
    async update({ changes }): Promise<Settings> {
      const parsed = changesSchema().safeParse(changes);
      if (!parsed.success) {
        throw new EtcdeckError({
          code: 'BadRequest',
          message: explain(parsed.error),
          operation: 'settings.update',
        });
      }
      return await updateDocument(store, (before) => {
        const document = changed(before, parsed.data);
        return { document, result: settingsOf(document) };
      });
    },
  };
}

function platformOf(platform: NodeJS.Platform): HostInfo['platform'] {
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other';
}
