import { type Finding, findingKey } from '../../../../contract/findings.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { showToast } from '../../../state/toasts.ts';
import { describeFailure } from '../../failures/failure-words.ts';

/** Hides findings for a while, or shows them again. Both return whether it was done, and say why where it was not. */
export function useSnoozing(): {
  readonly snooze: (
    findings: readonly Finding[],
    how: { readonly reason: string; readonly until: number | null },
  ) => Promise<boolean>;
  readonly wake: (findings: readonly Finding[]) => Promise<boolean>;
} {
  const api = useApi();
  const { id: connection } = useConnection();
  const each = async (findings: readonly Finding[], act: (finding: Finding) => Promise<void>): Promise<boolean> => {
    try {
      for (const finding of findings) await act(finding);
      return true;
    } catch (error) {
      const { title: text, action: detail } = describeFailure(failureOf(error));
      showToast({ tone: 'bad', text, detail });
      return false;
    }
  };
  return {
    snooze: (findings, how) =>
      each(findings, (finding) => api.doctor.snooze({ connection, finding: findingKey(finding), ...how })),
    wake: (findings) => each(findings, (finding) => api.doctor.wake({ connection, finding: findingKey(finding) })),
  };
}
