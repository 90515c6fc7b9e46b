import type { OpenConnections } from '../connections/held/open-connections.ts';
import type { Journal } from '../journal/journal.ts';
import type { Ports } from '../ports.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import type { PlanStore } from './plan-store.ts';

/** What planners need. */
export interface PlanParts {
  readonly ports: Pick<Ports, 'workerFile'>;
  readonly open: OpenConnections;
  readonly sources: OpenSources;
  readonly codecs: Pick<ValueCodecs, 'holdsSecret' | 'refuseCovered' | 'toEntry'>;
  readonly journal: Journal;
  readonly store: PlanStore;
}
