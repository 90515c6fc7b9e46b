const newline = 0x0a;

/** Returns the lines of a stream, by the parts that they come in. The last need not be ended. */
export async function* linesOf(parts: AsyncIterable<Buffer>): AsyncGenerator<readonly string[], void> {
  // Parts of the unfinished line: joined once, because a line may come in thousands of parts.
  let begun: Buffer[] = [];
  for await (const part of parts) {
    const end = part.lastIndexOf(newline);
    if (end < 0) {
      begun.push(part);
      continue;
    }
    const whole = Buffer.concat([...begun, part.subarray(0, end)]);
    begun = [part.subarray(end + 1)];
    yield whole.toString('utf8').split('\n');
  }
  const rest = Buffer.concat(begun);
  if (rest.length > 0) yield [rest.toString('utf8')];
}
