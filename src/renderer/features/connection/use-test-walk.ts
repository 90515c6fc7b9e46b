import { useEffect, useRef, useState } from 'react';
import type { ConnectionStep } from '../../../contract/connections/diagnosis.ts';
import type { Failure } from '../../../contract/failure.ts';
import { useApi } from '../../state/api.tsx';
import { useStreamFold } from '../../state/use-stream.ts';
import type { ConnectionForm } from './connection-form.ts';
import { draftOf, secretsOf } from './connection-form.ts';
import { foldStep, type Walk } from './test-walk.ts';

/** A test of the form, as far as it has come. */
export interface TestWalk {
  readonly phase: 'none' | 'running' | 'stopped' | 'ended';
  readonly walk: Walk;
  /** Why the test itself failed. */
  readonly failure: Failure | null;
  readonly start: (form: ConnectionForm) => void;
  readonly stop: () => void;
}

const noSteps: Walk = [];

/** Walks the form as it is when the test is started, one test at a time; `onEnd` takes what failed. */
export function useTestWalk(onEnd: (tried: ConnectionForm, failures: readonly Failure[]) => void): TestWalk {
  const api = useApi();
  const [request, setRequest] = useState<{ readonly number: number; readonly form: ConnectionForm } | null>(null);
  const [stopped, setStopped] = useState(0);
  const isStopped = request !== null && stopped === request.number;
  const walking = useStreamFold<ConnectionStep, Walk>({
    key: request === null || isStopped ? null : `test/${request.number}`,
    initial: noSteps,
    fold: foldStep,
    open: (signal) => {
      if (request === null) throw new Error('a test without a request');
      const { form } = request;
      return api.connections.test({ draft: draftOf(form), secrets: secretsOf(form) }, { signal });
    },
  });
  const isRunning = request !== null && !isStopped && (walking.phase === 'opening' || walking.phase === 'streaming');
  const phase = request === null ? 'none' : isStopped ? 'stopped' : isRunning ? 'running' : 'ended';

  const told = useRef(onEnd);
  told.current = onEnd;
  const walk = walking.value;
  useEffect(() => {
    if (phase !== 'ended' || request === null) return;
    told.current(
      request.form,
      walk.flatMap(({ failure }) => (failure === null ? [] : [failure])),
    );
  }, [phase, request, walk]);

  return {
    phase,
    walk,
    failure: walking.failure,
    start: (form) => setRequest((before) => ({ number: (before?.number ?? 0) + 1, form })),
    stop: () => setStopped(request?.number ?? 0),
  };
}
