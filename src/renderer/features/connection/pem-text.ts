const mark = /-----(BEGIN|END) ([A-Z0-9 ]+)-----/g;

/** Whether a text is PEM, or looks as if it were meant to be. */
export const looksLikePem = (text: string): boolean => text.includes('-----BEGIN ');

/** Whether PEM text contains a private key of any kind. */
export const hasPrivateKey = (text: string): boolean => /PRIVATE\s+KEY/i.test(text);

/** A pasted text's certificates and its keys, each apart: a key must not come into the profile with a certificate. */
export function splitPem(text: string): { readonly certificates: string; readonly keys: string } {
  const blocks = blocksOf(text).map(({ whole, label }) => ({ whole, isKey: hasPrivateKey(label) }));
  const join = (isKey: boolean): string =>
    blocks
      .filter((one) => one.isKey === isKey)
      .map((one) => `${one.whole}\n`)
      .join('');
  return { certificates: join(false), keys: join(true) };
}

/** From each BEGIN to the END of its label; what begins and is cut off is left out. */
function blocksOf(text: string): readonly { readonly label: string; readonly whole: string }[] {
  const blocks: { readonly label: string; readonly whole: string }[] = [];
  let open: { readonly label: string; readonly at: number } | null = null;
  for (const { 0: found, 1: edge, 2: label = '', index } of text.matchAll(mark)) {
    if (edge === 'BEGIN') open = { label, at: index };
    else if (open?.label === label) {
      blocks.push({ label, whole: text.slice(open.at, index + found.length) });
      open = null;
    }
  }
  return blocks;
}
