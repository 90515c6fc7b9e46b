const digits = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** A number as it is read. */
export const count = (number: number): string => digits.format(number);

/** A time that was measured, in milliseconds; tenths only where it has no more digits. */
export const inMs = (ms: number): string => `${digits.format(ms < 10 ? ms : Math.round(ms))} ms`;

/** A time in seconds. */
export const inSeconds = (ms: number): string => `${digits.format(ms / 1_000)} s`;

/** A size in MiB. */
export const inMiB = (bytes: number): string => `${digits.format(bytes / 1_048_576)} MiB`;

/** A share of one, in percent. */
export const inPercent = (share: number): string => `${digits.format(share * 100)} %`;
