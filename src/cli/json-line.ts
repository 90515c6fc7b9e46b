/** One JSON document on a line of its own. */
export function jsonLine(answer: unknown): string {
  return `${JSON.stringify(answer)}\n`;
}
