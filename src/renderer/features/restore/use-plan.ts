import { useQuery } from '@tanstack/react-query';
import type { Failure } from '../../../contract/failure.ts';
import type { RestorePlan } from '../../../contract/restores.ts';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { useIsRested } from '../../state/use-rested.ts';
import { formOf, type RestoreDraft } from './restore-draft.ts';

const restMs = 300;

/** How the plan of a draft stands. */
export interface PlanState {
  /** That of what was typed before, while `isAwaited`. */
  readonly data: RestorePlan | undefined;
  readonly isAwaited: boolean;
  readonly failure: Failure | null;
  readonly retry: () => void;
}

/** Describes what is typed, once nothing is typed for a moment. */
export function usePlan(draft: RestoreDraft): PlanState {
  const api = useApi();
  const form = formOf(draft);
  const isRested = useIsRested(JSON.stringify(form), restMs);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['restore plan', form],
    enabled: form !== null && isRested,
    gcTime: 0,
    queryFn: ({ signal }) => {
      if (form === null) throw new Error('a draft without a number is not described');
      return api.restores.describe({ form }, { signal });
    },
    placeholderData: (before) => before,
  });
  return {
    data,
    isAwaited: data === undefined ? error === null && form !== null : isPlaceholderData,
    failure: error === null ? null : failureOf(error),
    retry: () => void refetch(),
  };
}
