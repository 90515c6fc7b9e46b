import type { ReactNode } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { FailureState } from '../../ui/FailureState.tsx';
import { describeFailure } from './failure-words.ts';

interface FailureViewProps {
  readonly failure: Failure;
  /** `block` fills a pane; `inline` stands in a form or above a table. */
  readonly layout?: 'block' | 'inline';
  /** The screen says already to whom it happened. */
  readonly isWhereShown?: boolean;
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
}

/** A failure where the content would be: what happened, to whom, what to do. */
export function FailureView({ failure, isWhereShown = false, ...rest }: FailureViewProps) {
  const { where, ...words } = describeFailure(failure);
  return <FailureState {...words} where={isWhereShown ? null : where} {...rest} />;
}
