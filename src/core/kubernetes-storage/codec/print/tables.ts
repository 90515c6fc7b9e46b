import type { FieldSchema, MessageSchema, Scalar, SpecialForm } from '../schema.ts';

// As table.kernel.ts reads them, in 32-bit numbers of little ends.

/** A message: its form, the lengths of its bits and of its frame, where its fields are, its highest number and one. */
const messageHead = 20;
const fieldBytes = 32;

const scalars: readonly Scalar[] = ['string', 'bytes', 'bool', 'int32', 'int64', 'double'];
/** No form is 0. */
const forms: readonly SpecialForm[] = [
  ...(['time', 'microtime', 'duration', 'rawjson', 'items', 'quantity', 'intstr'] as const),
  ...(['orbool', 'orarray', 'orstrings'] as const),
];
const shapes: readonly FieldSchema['shape'][] = ['single', 'list', 'map'];

interface Laid {
  readonly message: MessageSchema;
  readonly at: number;
  readonly fieldsAt: number;
}

/** The messages of a schema in a kernel's memory: each is laid out with all that it holds when it is first printed. */
export class Tables {
  readonly #laid = new Map<MessageSchema, Laid>();
  /** Where the tables end. */
  end: number;

  constructor(start: number) {
    this.end = start;
  }

  /** Returns where a message is laid out; `undefined` where it is not yet. */
  addressOf(message: MessageSchema): number | undefined {
    return this.#laid.get(message)?.at;
  }

  /** Lays out a message, and returns where. `memoryOf` returns the memory, of at least so many bytes. */
  layOut(message: MessageSchema, memoryOf: (length: number) => Uint8Array): number {
    const added: Laid[] = [];
    const pending = [message];
    for (const one of pending) {
      if (this.#laid.has(one)) continue;
      const fieldsAt = this.end + align(messageHead + 4 * (one.shownAbsent.length + one.byNumber.length));
      const laid = { message: one, at: this.end, fieldsAt };
      this.#laid.set(one, laid);
      added.push(laid);
      this.end = fieldsAt + fieldBytes * one.fields.length;
      for (const { type, label } of one.fields) {
        this.end += labelRoom(label);
        if (typeof type !== 'string') pending.push(type);
      }
    }
    const memory = memoryOf(this.end);
    for (const laid of added) this.#write(laid, memory);
    return this.#laid.get(message)?.at ?? 0;
  }

  /** Returns the field that is laid out at an address, and its message. */
  fieldAt(address: number): { readonly message: MessageSchema; readonly field: FieldSchema } {
    for (const { message, fieldsAt } of this.#laid.values()) {
      const field = message.fields[(address - fieldsAt) / fieldBytes];
      if (field !== undefined) return { message, field };
    }
    throw new Error(`no field is laid out at ${address}`);
  }

  #write({ message, at, fieldsAt }: Laid, memory: Uint8Array): void {
    const { special, shownAbsent, byNumber, fields } = message;
    const view = new DataView(memory.buffer, memory.byteOffset);
    const words = (start: number, ...values: readonly number[]): void => {
      for (const [place, value] of values.entries()) view.setInt32(start + 4 * place, value, true);
    };
    const bits = 4 * shownAbsent.length;
    words(at, special === null ? 0 : forms.indexOf(special) + 1, bits, bits + 8 * fields.length, fieldsAt - at);
    words(at + 16, byNumber.length, ...shownAbsent);
    for (let number = 0; number < byNumber.length; number++) {
      const index = byNumber[number]?.index;
      words(at + messageHead + bits + 4 * number, index === undefined ? 0 : fieldsAt + fieldBytes * index);
    }
    let labelAt = fieldsAt + fieldBytes * fields.length;
    for (const field of fields) {
      const { type, label, number, index } = field;
      const place = fieldsAt + fieldBytes * index;
      words(place, typeof type === 'string' ? scalars.indexOf(type) : (this.addressOf(type) ?? 0), labelAt);
      view.setUint16(place + 8, label.length + 1, true);
      view.setUint16(place + 10, number, true);
      view.setUint8(place + 12, shapes.indexOf(field.shape));
      view.setUint8(place + 13, field.wireType);
      view.setUint8(place + 14, field.valueWireType);
      view.setUint8(place + 15, (field.isHiddenWhenZero ? 1 : 0) | (field.isInline ? 2 : 0));
      words(place + 16, bits + 8 * index, 4 * Math.trunc(index / 32), 1 << (index % 32));
      memory[labelAt] = 0x2c;
      memory.set(label, labelAt + 1);
      labelAt += labelRoom(label);
    }
  }
}

const align = (length: number): number => (length + 7) & ~7;

/** A label lies behind a comma, and is copied in eights. */
const labelRoom = (label: Uint8Array): number => align(label.length + 1) + 8;
