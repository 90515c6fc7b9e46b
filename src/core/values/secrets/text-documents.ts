/** Splits a text before each line of `---`, alone or with space behind. Joined, the documents are the text again. */
export function documentsIn(text: string): readonly string[] {
  const documents: string[] = [];
  let from = 0;
  for (let at = text.indexOf('\n---'); at >= 0; at = text.indexOf('\n---', at + 4)) {
    // More dashes, as before a key in PEM, end no document.
    if (text.charAt(at + 4).trim() !== '') continue;
    documents.push(text.slice(from, at + 1));
    from = at + 1;
  }
  return [...documents, text.slice(from)];
}

const mark = '\ufeff';

/** Returns a text without its byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith(mark) ? text.slice(1) : text;
}

/** Returns the `---` line of a document, and the document without it. */
export function startOf(document: string): { readonly line: string; readonly body: string } {
  if (!document.startsWith('---')) return { line: '', body: document };
  const end = document.indexOf('\n') + 1;
  // Something may stand behind the dashes.
  const line = end > 0 && document.slice(3, end).trim() === '' ? document.slice(0, end) : '';
  return { line, body: document.slice(line.length) };
}
