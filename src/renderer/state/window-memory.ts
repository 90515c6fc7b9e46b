/** What one name may keep. The storage of a window has room for a few of them. */
const mostBytes = 1024 * 1024;

const keyOf = (name: string): string => `etcdeck.${name}`;

/**
 * Reads what this window remembered under a name before it was loaded anew. What lies there is not trusted: `parse` checks
 * it, and gives `null` where it is not what was meant.
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
 * Remembers a value, as JSON, for as long as this window is open; `null` forgets it. What is too large for a name is
 * forgotten rather than cut: half a value is none. A window without storage remembers nothing, and works.
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
