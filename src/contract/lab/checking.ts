/** An operation of the client that checks consistency. Times are milliseconds since 1970. */
export interface LabOperation {
  readonly client: number;
  readonly member: string;
  readonly kind: 'write' | 'read';
  /** The value written or read; `null` for a read that was not answered. */
  readonly value: number | null;
  readonly calledAt: number;
  /** `null`: no answer came, so that a write may take effect at any later time. */
  readonly answeredAt: number | null;
}

/** What a client that writes and reads one key all along has seen. */
export interface LabCheck {
  readonly isRunning: boolean;
  /** Operations with an answer, without one, and refused ones, which did nothing. */
  readonly answered: number;
  readonly unknown: number;
  readonly refused: number;
  /** `undecided`: nothing was seen yet, or the search for an order was given up. */
  readonly verdict: 'linearizable' | 'notLinearizable' | 'undecided';
  /** Two operations that no order explains; `null` without any. */
  readonly offending: readonly [LabOperation, LabOperation] | null;
}
