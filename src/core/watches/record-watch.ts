import { isAbsolute } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { RecordNotice, RecordRequest, WatchNotice } from '../../contract/watches.ts';
import { PartialFile } from '../files/partial-file.ts';
import { breathe } from '../streams/breath.ts';
import { paced } from '../streams/paced.ts';
import { withRests } from '../streams/with-rests.ts';
import { eventLine } from './event-line.ts';

/** Progress is reported once nothing has come for so long. */
const restMs = 200;

type Follow = (startRevision: number) => AsyncIterable<WatchNotice>;

/**
 * Writes the changes that `follow` gives into the request's file. A recording without an end keeps its file when it is
 * stopped or fails, since what it has is whole up to there; one with an end has to come to it.
 */
export async function* recordWatch(request: RecordRequest, follow: Follow): AsyncGenerator<RecordNotice, void> {
  const { file, startRevision, untilRevision } = request;
  if (!isAbsolute(file)) throw new EtcdeckError({ code: 'BadRequest', message: `${file} is not an absolute path` });
  const part = await PartialFile.create(file, 'record');
  const counts = { events: 0, bytes: 0, compactRevision: null as number | null };
  const write = async (line: object): Promise<void> => {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    counts.bytes += bytes.length;
    await part.append(bytes);
  };
  const isDue = paced();
  let isKept = false;
  try {
    for (let from: number | null = startRevision; from !== null; ) {
      const begun: number = from;
      from = null;
      for await (const notice of withRests(follow(begun), restMs)) {
        if (notice === null) yield { kind: 'progress', ...counts };
        else if (notice.kind === 'event') {
          await breathe();
          await write(eventLine(notice.event));
          counts.events += 1;
        } else if (notice.kind === 'compacted') {
          const { compactRevision } = notice;
          await write({ type: 'compacted', compactRevision });
          counts.compactRevision = compactRevision;
          const isOver = untilRevision !== null && compactRevision >= untilRevision;
          from = isOver ? null : compactRevision + 1;
        }
        if (isDue()) yield { kind: 'progress', ...counts };
      }
    }
    isKept = true;
    await part.finish();
    yield { kind: 'recorded', ...counts };
  } finally {
    // The consumer that stops a recording leaves here as well.
    if (!isKept && untilRevision === null && counts.bytes > 0) await part.keep().catch(() => undefined);
    await part.discard();
  }
}
