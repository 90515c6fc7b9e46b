/** How many values one stream may have sent and not yet seen taken. */
export const WINDOW_VALUES = 256;

/** How many bytes one stream may have sent and not yet seen taken; the value that crosses the line is still sent. */
export const WINDOW_BYTES = 2 * 1024 * 1024;

/** How many values of a stream travel in one frame. */
export const FRAME_VALUES = 64;

/** The most bytes in a frame of several values; a single value may be larger. */
export const FRAME_BYTES = 1024 * 1024;

/** How many calls and streams one peer may have under way. */
export const LIVE_CALLS = 256;

/** The most bytes in requests that one peer may have under way, beside the latest. */
export const LIVE_REQUEST_BYTES = 64 * 1024 * 1024;

/** The most bytes in a message from a client: a value of the largest request that is accepted, and its key. */
export const CLIENT_MESSAGE_BYTES = 20 * 1024 * 1024;

/** How many keys one request may name. */
export const REQUEST_KEYS = 100_000;

/** How many values a request may consist of, names of members included: its keys, and ten times what is around them. */
export const REQUEST_VALUES = REQUEST_KEYS + 10_000;

/** The longest method name that is looked up, so that a refusal never repeats a large one. */
export const METHOD_LENGTH = 64;

/** How deep a value may be nested. */
export const VALUE_DEPTH = 32;

/**
 * The most bytes in one answer, or in one value of a stream: more than the largest that are honest, the value of a key
 * with its text or the writes of one transaction, and less than ends a host that copies it for a peer.
 */
export const ANSWER_BYTES = 256 * 1024 * 1024;
