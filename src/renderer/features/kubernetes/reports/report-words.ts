import type { ReportFinding } from '../../../../contract/kubernetes-reports.ts';
import type { ObjectAspect } from '../model/kubernetes-model.ts';

/** What each finding is called, what it means and what to do, and where in the object that is done. */
export const findingWords: Readonly<
  Record<ReportFinding['kind'], { readonly title: string; readonly meaning: string; readonly aspect: ObjectAspect }>
> = {
  stuckDelete: {
    title: 'Waits to be deleted',
    meaning: 'Its finalizers hold it: whoever set them has to take them away. Open it for the repairs.',
    aspect: 'yaml',
  },
  staleLease: {
    title: 'Stale Lease',
    meaning: 'Nobody has renewed it within its duration: its holder is gone, or cannot reach the API server.',
    aspect: 'yaml',
  },
  missingNamespace: {
    title: 'In a namespace that does not exist',
    meaning: 'No namespace controller will ever clean it up.',
    aspect: 'links',
  },
  danglingOwner: {
    title: 'No owner exists',
    meaning: 'The garbage collector should have deleted it.',
    aspect: 'links',
  },
  eventWithoutLease: {
    title: 'Event without a lease',
    meaning: 'Nothing will take it away after its hour.',
    aspect: 'yaml',
  },
  damaged: {
    title: 'Cannot be decoded',
    meaning: 'Its value is not what it claims to be. The API server fails on it too.',
    aspect: 'history',
  },
};

/** In the order in which they are worth a look. */
export const findingKinds: readonly ReportFinding['kind'][] = [
  'stuckDelete',
  'staleLease',
  'missingNamespace',
  'danglingOwner',
  'eventWithoutLease',
  'damaged',
];
