/** One block of a PEM file. */
export interface PemBlock {
  /** The label in its first line: `CERTIFICATE`, `EC PRIVATE KEY`. */
  readonly label: string;
  /** The whole block, from its first line to its last. */
  readonly text: string;
}

/** Returns the blocks of a PEM text. Reads line by line, so that any large file costs time linear in its length. */
export function blocksOf(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  let label: string | undefined;
  let lines: string[] = [];
  for (const line of text.split(/\r\n?|\n/).map((raw) => raw.trimEnd())) {
    const begun = /^-----BEGIN ([A-Z0-9 ]+)-----$/.exec(line)?.[1];
    if (begun !== undefined) {
      label = begun;
      lines = [];
    }
    lines.push(line);
    if (label !== undefined && line === `-----END ${label}-----`) {
      blocks.push({ label, text: `${lines.join('\n')}\n` });
      label = undefined;
    }
  }
  return blocks;
}

/** Returns bytes as a PEM block. */
export function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** Returns the bytes of a PEM block without headers. */
export function fromPem({ text }: PemBlock): Buffer {
  return Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64');
}
