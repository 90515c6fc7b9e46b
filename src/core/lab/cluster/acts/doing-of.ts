import type { LabAct } from '../../../../contract/lab/acts.ts';
import type { Doing } from './act.ts';
import { healAct, linkAct, partitionAct } from './link-acts.ts';
import { growAct, moveLeaderAct, promoteAct, removeAct, startAddedAct } from './membership-acts.ts';
import { processAct } from './process-acts.ts';
import { quotaAct, versionAct } from './setting-acts.ts';

/** Returns what an act does. */
export function doingOf(act: LabAct): Doing {
  switch (act.kind) {
    case 'link':
      return linkAct(act);
    case 'partition':
      return partitionAct(act);
    case 'heal':
      return healAct;
    case 'quota':
      return quotaAct(act);
    case 'version':
      return versionAct(act);
    case 'grow':
    case 'addLearner':
      return growAct(act);
    case 'startAdded':
      return startAddedAct(act);
    case 'promote':
      return promoteAct(act);
    case 'remove':
      return removeAct(act);
    case 'moveLeader':
      return moveLeaderAct(act);
    default:
      return processAct(act.kind, act.member);
  }
}
