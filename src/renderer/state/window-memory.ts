/** The limit of one name. The storage of a window has room for a few of them. */
const mostBytes = 1024 * 1024;

const keyOf = (name: string): string => `etcdeck.${name}`;

/** The name of what is remembered while its connection or file is open, and not once it was left. */
export const whileOpen = (name: string): string => `open/${name}`;

/** Forgets what is remembered while something is open. */
export function forgetOpen(): void {
  try {
    for (const key of Object.keys(window.sessionStorage)) {
      if (key.startsWith(keyOf(whileOpen('')))) window.sessionStorage.removeItem(key);
    }
  } catch {
    // Storage that refuses this holds nothing of ours.
  }
}

/**
 * Reads what this window remembered under a name before the page was reloaded. The content is not trusted: `parse` checks
 * it, and returns `null` where it is malformed.
 */
export function readRemembered<T>(name: string, parse: (value: unknown) => T | null): T | null {
  try {
    const text = window.sessionStorage.getItem(keyOf(name));
    return text === null || text.length > mostBytes ? null : parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * Remembers a value, as JSON, while this window is open; `null` forgets it. A value that is too large is forgotten rather
 * than cut. A window without storage remembers nothing, and works.
 */
export function remember(name: string, value: unknown): void {
  try {
    const text = value === null ? null : JSON.stringify(value);
    if (text === null || text === undefined || text.length > mostBytes) window.sessionStorage.removeItem(keyOf(name));
    else window.sessionStorage.setItem(keyOf(name), text);
  } catch {
    forget(name);
  }
}

/** Leaves nothing old behind what could not be stored. */
function forget(name: string): void {
  try {
    window.sessionStorage.removeItem(keyOf(name));
  } catch {
    // Storage that refuses this holds nothing of ours.
  }
}
