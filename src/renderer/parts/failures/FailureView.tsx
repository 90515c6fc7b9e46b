import type { ReactNode } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { failurePlace } from '../../state/guide.ts';
import { FailureState } from '../../ui/FailureState.tsx';
import { GuideLink } from '../guide/GuideLink.tsx';
import { describeFailure } from './failure-words.ts';

interface FailureViewProps {
  readonly failure: Failure;
  /** `block` fills a pane; `inline` stands in a form or above a table. */
  readonly layout?: 'block' | 'inline';
  /** The screen says already to whom it happened. */
  readonly isWhereShown?: boolean;
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
  /** Whether the window can show the guide: not before it has a backend. */
  readonly hasGuide?: boolean;
}

/** A failure where the content would be: what happened, to whom, what to do. */
export function FailureView({ failure, isWhereShown = false, hasGuide = true, ...rest }: FailureViewProps) {
  const { where, ...words } = describeFailure(failure);
  const more = hasGuide ? <GuideLink place={failurePlace(failure.code)}>What it means</GuideLink> : null;
  return <FailureState {...words} more={more} where={isWhereShown ? null : where} {...rest} />;
}
