/** Where a varint ends, and its two halves. */
class Varint {
  end = 0;
  low = 0;
  high = 0;

  /** Reads a varint of at most 64 bits; returns whether there is one before `to`. */
  read(view: DataView, from: number, to: number): boolean {
    let low = 0;
    let high = 0;
    let at = from;
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= to) return false;
      const byte = view.getUint8(at++);
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high |= bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte >= 0x80) continue;
      this.end = at;
      this.low = low >>> 0;
      this.high = high >>> 0;
      return true;
    }
    return false;
  }
}

/**
 * The fields of a protobuf message, one after the other, without objects of their own: a database has millions of
 * messages.
 */
export class MessageFields {
  readonly #varint = new Varint();
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;
  #to = 0;
  /** The number of the field. */
  field = 0;
  /** Whether its value is bytes; else it is a number. */
  isBytes = false;
  /** Where its bytes begin and end. */
  from = 0;
  to = 0;
  /** The number in two halves. */
  low = 0;
  high = 0;
  /** Whether the bytes so far are a message. */
  isValid = true;

  begin(view: DataView, from: number, to: number): void {
    this.#view = view;
    this.#at = from;
    this.#to = to;
    this.isValid = true;
  }

  /** Goes to the next field of a kind that etcd writes; returns whether there is one. Ends where the bytes are no message. */
  next(): boolean {
    while (this.#at < this.#to) {
      if (!this.#varint.read(this.#view, this.#at, this.#to)) return this.#invalid();
      const tag = this.#varint.low;
      this.#at = this.#varint.end;
      this.field = tag >>> 3;
      if (this.field === 0 || this.#varint.high !== 0) return this.#invalid();
      switch (tag & 7) {
        case 0:
          return this.#number();
        case 2:
          return this.#bytes();
        case 1:
          this.#at += 8;
          break;
        case 5:
          this.#at += 4;
          break;
        default:
          return this.#invalid();
      }
      if (this.#at > this.#to) return this.#invalid();
    }
    return false;
  }

  /** The number, near the true one beyond 2^53. */
  get number(): number {
    return this.high * 2 ** 32 + this.low;
  }

  #number(): boolean {
    if (!this.#varint.read(this.#view, this.#at, this.#to)) return this.#invalid();
    this.#at = this.#varint.end;
    this.low = this.#varint.low;
    this.high = this.#varint.high;
    this.isBytes = false;
    return true;
  }

  #bytes(): boolean {
    const varint = this.#varint;
    if (!varint.read(this.#view, this.#at, this.#to)) return this.#invalid();
    if (varint.high !== 0 || varint.end + varint.low > this.#to) return this.#invalid();
    this.from = varint.end;
    this.to = varint.end + varint.low;
    this.#at = this.to;
    this.isBytes = true;
    return true;
  }

  #invalid(): false {
    this.isValid = false;
    return false;
  }
}

/** An etcd `KeyValue` message, read into the same fields each time. */
export class KeyValueMessage {
  readonly #fields = new MessageFields();
  keyFrom = 0;
  keyTo = 0;
  valueFrom = 0;
  valueTo = 0;
  createRevision = 0;
  modRevision = 0;
  version = 0;
  leaseLow = 0;
  leaseHigh = 0;

  /** Reads a message; returns whether it is one. */
  read(view: DataView, from: number, to: number): boolean {
    this.keyFrom = this.keyTo = this.valueFrom = this.valueTo = from;
    this.createRevision = this.modRevision = this.version = this.leaseLow = this.leaseHigh = 0;
    const fields = this.#fields;
    fields.begin(view, from, to);
    while (fields.next()) if (!this.#take(fields)) return false;
    return fields.isValid;
  }

  #take(fields: MessageFields): boolean {
    if (fields.field > 6) return true;
    const isBytes = fields.field === 1 || fields.field === 5;
    if (isBytes !== fields.isBytes) return false;
    switch (fields.field) {
      case 1:
        this.keyFrom = fields.from;
        this.keyTo = fields.to;
        break;
      case 2:
        this.createRevision = fields.number;
        break;
      case 3:
        this.modRevision = fields.number;
        break;
      case 4:
        this.version = fields.number;
        break;
      case 5:
        this.valueFrom = fields.from;
        this.valueTo = fields.to;
        break;
      default:
        this.leaseLow = fields.low;
        this.leaseHigh = fields.high;
    }
    return true;
  }
}
