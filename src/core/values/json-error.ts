/**
 * Returns where a text stops being JSON, `null` where it is JSON. V8 gives the place for some errors only; for the
 * others, the longest prefix that could still become JSON is searched for, which reads the text a few dozen times.
 */
export function jsonErrorOffset(text: string): number | null {
  const error = errorOf(text);
  if (error === null) return null;
  const told = /at position (\d+)/.exec(error)?.[1];
  if (told !== undefined) return Number(told);
  if (endsEarly(error, text.length)) return text.length;
  let good = 0;
  let bad = text.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const message = errorOf(text.slice(0, middle));
    if (message === null || endsEarly(message, middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function errorOf(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Returns whether the only error in a text is that it ends too early. */
function endsEarly(message: string, length: number): boolean {
  return message.startsWith('Unexpected end') || message.includes(`at position ${length}`);
}
