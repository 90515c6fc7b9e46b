import { EtcdeckError } from '../../../contract/failure.ts';
import type { LabAct, LabActRecord } from '../../../contract/lab/acts.ts';
import type { LabInfo } from '../../../contract/lab.ts';
import type { LabWorld } from '../lab-world.ts';

/** What an experiment uses of a lab: it sees members as any client does, and acts as the user would. */
export interface ExperimentLab {
  readonly world: Pick<LabWorld, 'members' | 'target' | 'closed'>;
  info(): Pick<LabInfo, 'members'>;
  act(act: LabAct, tell: (text: string) => void, signal: AbortSignal): Promise<LabActRecord>;
  undo(record: number, tell: (text: string) => void, signal: AbortSignal): Promise<LabActRecord>;
}

/** What came of an experiment. */
export interface Conclusion {
  /** Whether it went as etcd promises. */
  readonly asPromised: boolean;
  /** A short sentence without a full stop. */
  readonly text: string;
}

/** Returns the refusal of an experiment that the lab, as it is now, has no room for. `what`: says what to do. */
export function notNow(what: string): EtcdeckError {
  return new EtcdeckError({ code: 'LabActRefused', message: what, operation: 'experiment' });
}
