import { usePickFile } from '../../state/file-picker.ts';
import type { RunningWatch } from './running-watch.ts';

/**
 * Asks for a file and has core write the watch into it: what has come (`export`), or all from the first event on until it is
 * stopped (`record`). With Secrets covered or in clear, as the watch shows them at that moment.
 */
export function useRecord(watch: RunningWatch): (how: 'export' | 'record') => Promise<void> {
  const pickFile = usePickFile();
  return async (how) => {
    const title = how === 'export' ? 'Export events as' : 'Record events into';
    const file = await pickFile({ purpose: 'save', title, suggested: 'etcd-events.ndjson' });
    const request = file === null ? null : watch.recordRequest(how, file);
    if (request !== null) void watch.recorder.start(request);
  };
}
