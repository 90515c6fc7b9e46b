/**
 * Splits a text before each `---` line, alone or followed by space, unless a bracket or quote is open there: then the
 * line is part of a text, or undecidable. The documents joined are the text again.
 */
export function documentsIn(text: string): readonly string[] {
  const documents: string[] = [];
  let open = new OpenSigns();
  let [from, seen] = [0, 0];
  for (let at = text.indexOf('\n---'); at >= 0; at = text.indexOf('\n---', at + 4)) {
    // More dashes, as in PEM, end no document.
    if (text.charAt(at + 4).trim() !== '') continue;
    open.read(text.slice(seen, at + 1));
    seen = at + 1;
    if (open.isAny) continue;
    documents.push(text.slice(from, seen));
    from = seen;
    open = new OpenSigns();
  }
  return [...documents, text.slice(from)];
}

/** Counts the open brackets and quotes of a text, in any of its languages. */
class OpenSigns {
  #braces = 0;
  #brackets = 0;
  #quotes = 0;
  #singleQuotes = 0;

  get isAny(): boolean {
    return this.#braces !== 0 || this.#brackets !== 0 || this.#quotes % 2 !== 0 || this.#singleQuotes % 2 !== 0;
  }

  read(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x5c) at += 1;
      else if (code === 0x7b) this.#braces += 1;
      else if (code === 0x7d) this.#braces -= 1;
      else if (code === 0x5b) this.#brackets += 1;
      else if (code === 0x5d) this.#brackets -= 1;
      else if (code === 0x22) this.#quotes += 1;
      else if (code === 0x27 && !isApostrophe(text, at)) this.#singleQuotes += 1;
    }
  }
}

/** An apostrophe between letters, as in prose. */
function isApostrophe(text: string, at: number): boolean {
  return letter.test(text.charAt(at - 1)) && letter.test(text.charAt(at + 1));
}

const letter = /[A-Za-z]/;
const mark = '\ufeff';

/** Returns a text without its byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith(mark) ? text.slice(1) : text;
}

/** Returns the `---` line of a document, and the document without it. */
export function startOf(document: string): { readonly line: string; readonly body: string } {
  if (!document.startsWith('---')) return { line: '', body: document };
  const end = document.indexOf('\n') + 1;
  // A document may begin on the line of the dashes.
  const line = end > 0 && document.slice(3, end).trim() === '' ? document.slice(0, end) : '';
  return { line, body: document.slice(line.length) };
}
