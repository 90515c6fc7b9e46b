const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s"{}[\]:,]+/g;

/**
 * JSON laid out with two spaces, or `null` where it is not JSON. Only the space between its tokens changes: numbers beyond
 * 53 bits, escapes, doubled names and their order stay as they are, which parsing and printing would not keep.
 */
export function formatJson(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  let out = '';
  let depth = 0;
  let previous = '';
  const newLine = (): string => `\n${'  '.repeat(depth)}`;
  for (const [part] of text.matchAll(token)) {
    if (part === '}' || part === ']') {
      depth -= 1;
      out += previous === '{' || previous === '[' ? part : newLine() + part;
    } else if (part === ',') out += part;
    else if (part === ':') out += ': ';
    else {
      if (previous === '{' || previous === '[' || previous === ',') out += newLine();
      out += part;
      if (part === '{' || part === '[') depth += 1;
    }
    previous = part;
  }
  return out;
}

/** JSON without any space between its tokens, or `null` where it is not JSON. */
export function compactJson(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  return Array.from(text.matchAll(token), ([part]) => part).join('');
}
