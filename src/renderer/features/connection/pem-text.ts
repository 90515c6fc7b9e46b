const block = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

/** Whether a text is PEM, or looks as if it were meant to be. */
export const looksLikePem = (text: string): boolean => text.includes('-----BEGIN ');

/** Whether PEM text has a private key in it, of whatever kind. */
export const hasPrivateKey = (text: string): boolean => /PRIVATE\s+KEY/i.test(text);

/** A pasted text's certificates and its keys, each apart: a key must not come into the profile with a certificate. */
export function splitPem(text: string): { readonly certificates: string; readonly keys: string } {
  const blocks = [...text.matchAll(block)].map(([whole, label]) => ({ whole, isKey: hasPrivateKey(label ?? '') }));
  const join = (isKey: boolean): string =>
    blocks
      .filter((one) => one.isKey === isKey)
      .map((one) => `${one.whole}\n`)
      .join('');
  return { certificates: join(false), keys: join(true) };
}
