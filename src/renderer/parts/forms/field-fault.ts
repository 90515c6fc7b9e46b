import type { Failure } from '../../../contract/failure.ts';
import { reasonSentence } from '../../../contract/failure-words/words.ts';

/** What is wrong with one field of a request. */
export interface FieldFault {
  readonly field: string;
  /** Which member's, from 0; `null` where it is no member's. */
  readonly member: number | null;
  readonly text: string;
}

/** Returns what a failure says of one field; `null` where it is of none. */
export function fieldFault(failure: Failure | null): FieldFault | null {
  const { field, member } = failure?.code === 'BadRequest' ? (failure.detail ?? {}) : {};
  if (failure === null || typeof field !== 'string') return null;
  return { field, member: typeof member === 'number' ? member : null, text: reasonSentence(failure) };
}

/** Returns what is wrong with a field; `null` where it is another one. */
export const faultAt = (fault: FieldFault | null, field: string, member: number | null = null): string | null =>
  fault !== null && fault.field === field && fault.member === member ? fault.text : null;
