/** How many values of one stream may be sent and not yet taken by the consumer. */
export const WINDOW_VALUES = 4_096;

/** How many bytes of one stream may be sent and not yet taken; the value that crosses the limit is still sent. */
export const WINDOW_BYTES = 2 * 1024 * 1024;

/** How many values of a stream travel in one frame. */
export const FRAME_VALUES = 256;

/** The most bytes in a frame of several values; a single value may be larger. */
export const FRAME_BYTES = 1024 * 1024;

/** How many calls and streams of one peer may be running. */
export const LIVE_CALLS = 256;

/** The most bytes in one peer's running requests, without the latest. */
export const LIVE_REQUEST_BYTES = 64 * 1024 * 1024;

/** The most bytes in a message from a client: enough for a value of the largest accepted size, and its key. */
export const CLIENT_MESSAGE_BYTES = 20 * 1024 * 1024;

/** How many keys one request may name. */
export const REQUEST_KEYS = 100_000;

/** How many values a request may hold, names of members included: its keys, and 10,000 more for everything else. */
export const REQUEST_VALUES = REQUEST_KEYS + 10_000;

/** The longest method name that is looked up, so that a refusal never repeats a large one. */
export const METHOD_LENGTH = 64;

/** How deep a value may be nested, in levels. */
export const VALUE_DEPTH = 32;

/**
 * The most bytes in one answer, or in one value of a stream. The largest genuine ones (a key's value with its text, the
 * writes of one transaction) are smaller; a host that copies this much for a peer still does not run out of memory.
 */
export const ANSWER_BYTES = 256 * 1024 * 1024;
