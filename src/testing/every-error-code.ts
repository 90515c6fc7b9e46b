import type { ErrorCode } from '../contract/failure.ts';
import { failureWords } from '../contract/failure-words/every-failure.ts';

/** Every code that a failure can have. */
// The table's keys are the codes: the compiler accepts no other.
export const everyErrorCode = Object.keys(failureWords) as readonly ErrorCode[];
