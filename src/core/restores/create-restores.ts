import type { RestoreNotice, RestoresApi } from '../../contract/restores.ts';
import type { SettingsApi } from '../../contract/settings.ts';
import { shellWord } from '../../contract/shell-quote.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { restoreWords, restoringProgram } from '../etcdctl/restore-words.ts';
import { type Journal, thisMachine } from '../journal/journal.ts';
import { journalledHere, type MachineActNote } from '../journal/machine-acts.ts';
import type { Logger } from '../ports.ts';
import { stoppable } from '../streams/stoppable.ts';
import { withSignal } from '../streams/with-signal.ts';
import { beginRestore } from './begin-restore.ts';
import { compareRestored } from './compare-restored.ts';
import { KnownFiles } from './known-files.ts';
import { type RehearsalParts, Rehearsals } from './rehearsals.ts';
import { orderOf, restorePlan } from './restore-plan.ts';
import { runRestore } from './run-restore.ts';

/** What restores need of the host and of core. */
export interface RestoreParts extends RehearsalParts {
  readonly ports: RehearsalParts['ports'] & { readonly log: Logger };
  readonly open: OpenConnections;
  readonly settings: Pick<SettingsApi, 'get'>;
  readonly journal: Pick<Journal, 'beginOperations'>;
}

/** The restores and rehearsals of one host. */
export interface Restores extends RestoresApi {
  /** Kills the members and removes the folders that rehearsals of killed hosts left. For once at the start. */
  reap(): Promise<void>;
  /** Stops every rehearsal. */
  close(): Promise<void>;
}

/** Restores snapshots, and proves that they can be restored. */
export function createRestores(parts: RestoreParts): Restores {
  const { ports, open, settings, journal } = parts;
  const files = new KnownFiles(ports);
  const rehearsals = new Rehearsals(parts);
  return {
    begin: (request, options) =>
      withSignal(options?.signal, (signal) =>
        beginRestore(
          { files, open, settings, settingsFolder: ports.settingsFolder, clock: ports.clock },
          request,
          signal,
        ),
      ),
    describe: ({ form }, options) =>
      withSignal(options?.signal, async (signal) => restorePlan(form, await files.of(form.file, signal))),
    run: (request, options) =>
      stoppable(options?.signal, async function* (signal) {
        const { form, member, dataDir } = request;
        const facts = await files.of(form.file, signal);
        const words = restoreWords(orderOf(form, member, dataDir)).map(shellWord);
        const note: MachineActNote<RestoreNotice> = {
          act: 'restoreMember',
          ...{ of: thisMachine, what: `${member} from ${form.file} into ${dataDir}` },
          etcdctl: [[restoringProgram(form.toolVersion), ...words].join(' ')],
          isDone: ({ kind }) => kind === 'restored',
        };
        yield* journalledHere({ journal, log: ports.log }, note, () => runRestore(request, facts, signal));
      }),
    compareHash: (request, options) =>
      withSignal(options?.signal, (signal) => compareRestored({ ports, open }, request, signal)),
    rehearse: (request, options) => stoppable(options?.signal, (signal) => rehearsals.run(request, signal)),
    join: (request, options) => stoppable(options?.signal, (signal) => rehearsals.join(request, signal)),
    reap: () => rehearsals.reap(),
    close: () => rehearsals.close(),
  };
}
