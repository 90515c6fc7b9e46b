import { vi } from 'vitest';

const { waitFor, waitUntil } = vi;
const patience = { timeout: 30_000 };
type Options = Parameters<typeof waitFor>[1];
const patient = (options: Options): Options =>
  typeof options === 'number' ? { timeout: options } : { ...patience, ...options };

// Their default of a second is too short on a busy machine; a test that waits on an event ends with the event anyway.
vi.waitFor = (callback, options) => waitFor(callback, patient(options));
vi.waitUntil = (callback, options) => waitUntil(callback, patient(options));
