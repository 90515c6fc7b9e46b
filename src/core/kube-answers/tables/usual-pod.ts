import { EtcdeckError } from '../../../contract/failure.ts';
import { bufferOf } from '../../bytes/bytes.ts';
import type { MessageSchema } from '../../kubernetes-storage/codec/schema.ts';
import { zeroTime } from '../../kubernetes-storage/codec/time.ts';
import { WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';
import type { ObjectMessage } from '../objects/served-object.ts';
import { fieldOf } from '../view/object-view.ts';
import { shortWord } from '../view/short-words.ts';
import type { Ages } from './ages.ts';
import { gated } from './pod.ts';
import { type Cell, orElse } from './printer.ts';

/** Phases whose rows say more than the phase. */
const otherPhases = new Set(['Succeeded', 'Failed', 'Completed']);
/** The seconds of a time. */
const secondsTag = 0x08;

/**
 * Returns the cells that `podCells` returns, for pods of which a row says only the usual: no init containers, nothing ended,
 * waiting, deleted or gated. `null` for all others, and for damaged ones. Reads an object once from its beginning to its end,
 * and makes nothing but the cells: nearly all pods of a cluster are usual, and there are very many of them.
 */
export class UsualPods {
  #message: MessageSchema | null = null;
  #fields: ReturnType<typeof fieldsOf> | null = null;

  /** `object`: a pod, in any version of its message. */
  cells({ message, raw }: ObjectMessage, ages: Ages): readonly Cell[] | null {
    if (message !== this.#message || this.#fields === null) {
      this.#fields = fieldsOf(message);
      this.#message = message;
    }
    try {
      return new PodReading(raw, this.#fields).cells(ages);
    } catch (error) {
      // Where it is read in full, it is known what it counts for.
      if (error instanceof EtcdeckError) return null;
      throw error;
    }
  }
}

/** Returns the tags of the fields that a row is made of; -1 where the schema has none. */
function fieldsOf(pod: MessageSchema) {
  const metadata = messageIn(pod, 'metadata');
  const spec = messageIn(pod, 'spec');
  const status = messageIn(pod, 'status');
  const container = messageIn(status, 'containerStatuses');
  const state = messageIn(container, 'state');
  return {
    ...{ metadata: tagIn(pod, 'metadata'), spec: tagIn(pod, 'spec'), status: tagIn(pod, 'status') },
    ...{ name: tagIn(metadata, 'name'), created: tagIn(metadata, 'creationTimestamp') },
    deleted: tagIn(metadata, 'deletionTimestamp'),
    ...{ node: tagIn(spec, 'nodeName'), containers: tagIn(spec, 'containers') },
    ...{ initContainers: tagIn(spec, 'initContainers'), gates: tagIn(spec, 'readinessGates') },
    ...{ phase: tagIn(status, 'phase'), reason: tagIn(status, 'reason'), ips: tagIn(status, 'podIPs') },
    ...{ nominated: tagIn(status, 'nominatedNodeName'), conditions: tagIn(status, 'conditions') },
    ...{ statuses: tagIn(status, 'containerStatuses'), initStatuses: tagIn(status, 'initContainerStatuses') },
    ip: tagIn(messageIn(status, 'podIPs'), 'ip'),
    conditionReason: tagIn(messageIn(status, 'conditions'), 'reason'),
    ...{ state: tagIn(container, 'state'), lastState: tagIn(container, 'lastState') },
    ...{ ready: tagIn(container, 'ready'), restarts: tagIn(container, 'restartCount') },
    ...{ running: tagIn(state, 'running'), waiting: tagIn(state, 'waiting') },
    terminated: tagIn(state, 'terminated'),
  };
}

function messageIn(message: MessageSchema | null, name: string): MessageSchema | null {
  const type = message === null ? undefined : fieldOf(message, name)?.type;
  return type === undefined || typeof type === 'string' ? null : type;
}

function tagIn(message: MessageSchema | null, name: string): number {
  const field = message === null ? undefined : fieldOf(message, name);
  return field === undefined ? -1 : (field.number << 3) | field.wireType;
}

/** One pod that is read. Each method reads a message up to its end, and returns whether it is usual. */
class PodReading {
  readonly #reader: WireReader;
  readonly #fields: ReturnType<typeof fieldsOf>;
  #name = '';
  #created: number | null = null;
  #node = '';
  #containers = 0;
  #phase = '';
  #ip: string | null = null;
  #ready = 0;
  #restarts = 0;

  constructor(raw: Uint8Array, fields: ReturnType<typeof fieldsOf>) {
    this.#reader = new WireReader(raw);
    this.#fields = fields;
  }

  cells(ages: Ages): readonly Cell[] | null {
    if (!this.#readPod() || otherPhases.has(this.#phase)) return null;
    return [
      this.#name,
      `${this.#ready}/${this.#containers}`,
      this.#phase,
      String(this.#restarts),
      ages.since(this.#created),
      orElse(this.#ip ?? '', '<none>'),
      orElse(this.#node, '<none>'),
      '<none>',
      '<none>',
    ];
  }

  #readPod(): boolean {
    const reader = this.#reader;
    const fields = this.#fields;
    const end = reader.bytes.length;
    let [metadata, spec, status] = [0, 0, 0];
    while (reader.position < end) {
      const tag = reader.tag(end);
      let isUsual = true;
      if (tag === fields.metadata) {
        metadata += 1;
        isUsual = this.#readMetadata(reader.lengthDelimitedEnd(end));
      } else if (tag === fields.spec) {
        spec += 1;
        isUsual = this.#readSpec(reader.lengthDelimitedEnd(end));
      } else if (tag === fields.status) {
        status += 1;
        isUsual = this.#readStatus(reader.lengthDelimitedEnd(end));
      } else reader.skip(tag, end);
      if (!isUsual) return false;
    }
    // Several would be merged.
    return metadata <= 1 && spec <= 1 && status <= 1;
  }

  #readMetadata(end: number): boolean {
    const reader = this.#reader;
    const fields = this.#fields;
    let times = 0;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === fields.deleted) return false;
      if (tag === fields.name) this.#name = this.#text(end);
      else if (tag === fields.created) {
        times += 1;
        this.#readTime(reader.lengthDelimitedEnd(end));
      } else reader.skip(tag, end);
    }
    return times <= 1;
  }

  #readTime(end: number): void {
    const reader = this.#reader;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag !== secondsTag) {
        reader.skip(tag, end);
        continue;
      }
      const seconds = Number(reader.int64(end));
      this.#created = seconds === zeroTime ? null : seconds;
    }
  }

  #readSpec(end: number): boolean {
    const reader = this.#reader;
    const fields = this.#fields;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === fields.initContainers || tag === fields.gates) return false;
      if (tag === fields.node) {
        this.#node = this.#text(end);
        continue;
      }
      if (tag === fields.containers) this.#containers += 1;
      reader.skip(tag, end);
    }
    return true;
  }

  #readStatus(end: number): boolean {
    const reader = this.#reader;
    const fields = this.#fields;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === fields.phase) this.#phase = this.#text(end);
      else if (tag === fields.conditions) {
        if (!this.#readCondition(reader.lengthDelimitedEnd(end))) return false;
      } else if (tag === fields.statuses) {
        if (!this.#readContainer(reader.lengthDelimitedEnd(end))) return false;
      } else if (tag === fields.ips) {
        this.#readIp(reader.lengthDelimitedEnd(end));
      } else if (tag === fields.reason || tag === fields.nominated) {
        if (this.#text(end) !== '') return false;
      } else if (tag === fields.initStatuses) return false;
      else reader.skip(tag, end);
    }
    return true;
  }

  #readCondition(end: number): boolean {
    const reader = this.#reader;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag !== this.#fields.conditionReason) reader.skip(tag, end);
      else if (this.#text(end) === gated) return false;
    }
    return true;
  }

  /** The first of them is shown. */
  #readIp(end: number): void {
    const reader = this.#reader;
    const isFirst = this.#ip === null;
    this.#ip ??= '';
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (isFirst && tag === this.#fields.ip) this.#ip = this.#text(end);
      else reader.skip(tag, end);
    }
  }

  #readContainer(end: number): boolean {
    const reader = this.#reader;
    const fields = this.#fields;
    let isRunning = false;
    let isReady = false;
    let restarts = 0;
    let states = 0;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === fields.state) {
        states += 1;
        const stop = reader.lengthDelimitedEnd(end);
        while (reader.position < stop) {
          const one = reader.tag(stop);
          if (one === fields.waiting || one === fields.terminated) return false;
          isRunning ||= one === fields.running;
          reader.skip(one, stop);
        }
      } else if (tag === fields.lastState) {
        const at = reader.position;
        reader.skip(tag, end);
        // Its contents say when it was started again.
        if (reader.position - at > 1) return false;
      } else if (tag === fields.ready) isReady = Number(reader.int64(end)) !== 0;
      else if (tag === fields.restarts) restarts = Number(reader.int64(end));
      else reader.skip(tag, end);
    }
    this.#restarts += restarts;
    if (isReady && isRunning) this.#ready += 1;
    return states <= 1;
  }

  #text(end: number): string {
    const reader = this.#reader;
    const stop = reader.lengthDelimitedEnd(end);
    const start = reader.position;
    reader.position = stop;
    return shortWord(reader.bytes, start, stop) ?? bufferOf(reader.bytes).toString('utf8', start, stop);
  }
}
