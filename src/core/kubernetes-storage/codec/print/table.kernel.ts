// The schema's messages and their fields, as tables.ts lays them out.

/** A message's form, 0 where it is an object of its fields. */
export function specialForm(message: usize): i32 {
  return load<i32>(message);
}

/** The bytes of bits that say which fields occur. */
export function bitBytes(message: usize): usize {
  return load<u32>(message, 4);
}

/** The bytes of those bits, and of two numbers for each field behind them. */
export function frameBytes(message: usize): usize {
  return load<u32>(message, 8);
}

/** Returns the field of a message at its place in the order of printing. */
export function fieldAt(message: usize, index: usize): usize {
  return message + load<u32>(message, 12) + (index << 5);
}

/** Bits that say which fields Go prints as `null` where they are absent. */
export function shownAbsent(message: usize, byte: usize): u32 {
  return load<u32>(message + byte, 20);
}

/** Returns the field of a number, 0 where there is none. */
export function fieldOf(message: usize, number: u32): usize {
  if (number >= load<u32>(message, 16)) return 0;
  return load<u32>(message + 20 + bitBytes(message) + (number << 2));
}

/** A scalar's number, or a message. */
export function fieldType(field: usize): usize {
  return load<u32>(field);
}

/** Where a comma, the quoted name and a colon are. */
export function fieldLabel(field: usize): usize {
  return load<u32>(field, 4);
}

/** The length of those, with the comma. */
export function labelLength(field: usize): usize {
  return load<u16>(field, 8);
}

/** The number of a field. */
export function fieldNumber(field: usize): u32 {
  return load<u16>(field, 10);
}

// The shapes of fields.
/** A field of one value. */
export const single: u32 = 0;
/** A field of many values; of the third shape are maps. */
export const list: u32 = 1;

/** The shape of a field. */
export function shapeOf(field: usize): u32 {
  return load<u8>(field, 12);
}

/** The wire type of an occurrence of a field. */
export function wireTypeOf(field: usize): u32 {
  return load<u8>(field, 13);
}

/** The wire type of a map's values. */
export function valueWireType(field: usize): u32 {
  return load<u8>(field, 14);
}

/** Whether Go omits the field when it is zero. */
export function isHiddenWhenZero(field: usize): bool {
  return (load<u8>(field, 15) & 1) !== 0;
}

/** Whether the fields of its message are printed among its parent's. */
export function isInline(field: usize): bool {
  return (load<u8>(field, 15) & 2) !== 0;
}

/** Where a frame has the number of a field's occurrences, and its place. */
export function placeOf(field: usize): usize {
  return load<u32>(field, 16);
}

/** Where a frame has the field's bit. */
export function bitsOf(field: usize): usize {
  return load<u32>(field, 20);
}

/** The field's bit. */
export function bitOf(field: usize): u32 {
  return load<u32>(field, 24);
}
