import type { LabOperation } from '../../contract/lab/checking.ts';
import { absent, RegisterCheck } from '../../core/lab/checking/register-check.ts';
import type { Random } from '../random.ts';

/** An operation of a history that is over. `at` is when the register did it, where the history was made by one. */
export interface PastOperation extends LabOperation {
  readonly outcome: 'answered' | 'unknown' | 'refused';
  /** When an unknown or refused operation is known to be that. */
  readonly endedAt: number;
}

/** Reports a history to a new check in the order in which it happened; calls go before answers of the same time. */
export function checkOf(history: readonly PastOperation[]): RegisterCheck {
  const check = new RegisterCheck();
  for (const happen of steps(history)) happen(check);
  return check;
}

function steps(history: readonly PastOperation[]): ((check: RegisterCheck) => void)[] {
  const events = history.flatMap((operation) => {
    const { outcome, value, endedAt, ...named } = operation;
    const called: LabOperation = { ...named, answeredAt: null, value: operation.kind === 'write' ? value : null };
    const end = (check: RegisterCheck): void => {
      if (outcome === 'answered') check.answered(called, endedAt, value ?? absent);
      else if (outcome === 'unknown') check.unanswered(called);
      else check.refused(called);
    };
    return [
      { at: operation.calledAt, place: 0, happen: (check: RegisterCheck) => check.called(called) },
      { at: endedAt, place: 1, happen: end },
    ];
  });
  return events.sort((one, other) => one.at - other.at || one.place - other.place).map(({ happen }) => happen);
}

/** Whether some order of the operations is one of a register: tried one after another, slowly and without any theorem. */
export function hasSomeOrder(history: readonly PastOperation[]): boolean {
  const done = history.filter(({ outcome }) => outcome === 'answered');
  const perhaps = history.filter(({ outcome, kind }) => outcome === 'unknown' && kind === 'write');
  const tried = new Set<string>();
  const goesOn = (left: readonly PastOperation[], value: number): boolean => {
    if (left.every(({ outcome }) => outcome === 'unknown')) return true;
    const state = `${value}:${left.map((operation) => history.indexOf(operation)).join()}`;
    if (tried.has(state)) return false;
    tried.add(state);
    return left.some((next) => {
      // Nothing that is left may have been answered before this one was called.
      const isFirst = left.every(
        (other) => other === next || other.outcome === 'unknown' || other.endedAt >= next.calledAt,
      );
      if (!isFirst || (next.kind === 'read' && (next.value ?? absent) !== value)) return false;
      return goesOn(
        left.filter((other) => other !== next),
        next.kind === 'write' ? (next.value ?? absent) : value,
      );
    });
  };
  return goesOn([...done, ...perhaps], absent);
}

/** Makes a history by a register that does every operation at one moment between its call and its answer. */
export function linearizableHistory(random: Random, operations: number, longest: number): PastOperation[] {
  const clock = Array.from({ length: 3 }, () => 0);
  const plans = Array.from({ length: operations }, (_, place) => {
    const client = place % clock.length;
    const calledAt = (clock[client] ?? 0) + random.between(1, 3);
    const endedAt = calledAt + random.between(1, longest);
    clock[client] = endedAt;
    const kind = random.oneOf(['write', 'read'] as const);
    const outcome = random.oneOf(['answered', 'answered', 'answered', 'answered', 'unknown', 'refused'] as const);
    // What is unknown may happen long after the client has given up.
    const latest = outcome === 'unknown' ? endedAt + random.between(0, 5 * longest) : endedAt;
    const doneAt = random.between(calledAt, latest) + random.between(1, 999) / 1_000;
    const isNever = outcome === 'unknown' && random.between(0, 2) === 0;
    return { client, calledAt, endedAt, kind, outcome, doneAt: Math.min(doneAt, latest), isNever, place };
  });
  let value = absent;
  const values = new Map<number, number>();
  for (const plan of plans.toSorted((one, other) => one.doneAt - other.doneAt)) {
    if (plan.kind === 'read') values.set(plan.place, value);
    else if (plan.outcome !== 'refused' && !plan.isNever) value = plan.place + 1;
  }
  return plans.map(({ client, calledAt, endedAt, kind, outcome, place }) => ({
    ...{ client, calledAt, endedAt, kind, outcome },
    member: `member-${client + 1}`,
    value: kind === 'write' ? place + 1 : outcome === 'answered' ? (values.get(place) ?? absent) : null,
    answeredAt: outcome === 'answered' ? endedAt : null,
  }));
}

/** Makes a small history whose reads return any value that there is, and some that there is not. */
export function anyHistory(random: Random, operations: number): PastOperation[] {
  const clock = Array.from({ length: 3 }, () => 0);
  return Array.from({ length: operations }, (_, place) => {
    const client = random.between(0, clock.length - 1);
    const calledAt = (clock[client] ?? 0) + random.between(0, 3);
    const endedAt = calledAt + random.between(1, 8);
    clock[client] = endedAt;
    const kind = random.oneOf(['write', 'read'] as const);
    const outcome = random.oneOf(['answered', 'answered', 'answered', 'unknown', 'refused'] as const);
    const read = outcome === 'answered' ? random.between(0, operations) : null;
    return {
      ...{ client, calledAt, endedAt, kind, outcome },
      member: `member-${client + 1}`,
      value: kind === 'write' ? place + 1 : read,
      answeredAt: outcome === 'answered' ? endedAt : null,
    };
  });
}
