import { EtcdeckError } from '../../contract/failure.ts';
import type { HistoryApi, KeyHistoryPage, KeyState } from '../../contract/history.ts';
import type { KeySource } from '../../contract/key-source.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import type { SourcePast } from '../sources/source-past.ts';
import { paced } from '../streams/paced.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';

const pageStates = 50;
const pageBytes = 1_000_000;

/** Reads the past of open sources. */
export function createHistory(sources: OpenSources, codecs: Pick<ValueCodecs, 'toEntry'>): HistoryApi {
  const pastOf = (source: KeySource): SourcePast => {
    const { past } = sources.require(source);
    if (past !== null) return past;
    throw new EtcdeckError({ code: 'BadRequest', message: 'this source keeps no history' });
  };
  return {
    timeline: async ({ source }, options) => await pastOf(source).timeline(options),
    ofKey: ({ source, key, reveal }, options) =>
      stoppable(options?.signal, async function* (signal): AsyncGenerator<KeyHistoryPage, void> {
        let states: KeyState[] = [];
        let bytes = 0;
        const isDue = paced();
        for await (const state of pastOf(source).states(key, signal)) {
          if (state.kind === 'end') {
            yield { states, complete: state.isComplete, reachedRevision: state.reachedRevision };
            return;
          }
          states.push(
            state.kind === 'put' ? { kind: 'put', entry: await codecs.toEntry(state.entry, { reveal }) } : state,
          );
          bytes += state.kind === 'put' ? state.entry.value.length : 0;
          if (!isDue() && states.length < pageStates && bytes < pageBytes) continue;
          const reachedRevision = state.kind === 'put' ? state.entry.modRevision : state.revision;
          yield { states, complete: false, reachedRevision };
          states = [];
          bytes = 0;
        }
      }),
  };
}
