/** Throws in JavaScript, where the words are: `code` is one of those below, `at` the place, the others what it says of them. */
export declare function fail(code: i32, at: usize, first: usize, second: i32): void;

// The order of the words in failures.ts.
/** More JSON than can be shown. */
export const tooMuch: i32 = 0;
/** The stack is too small. */
export const moreScratch: i32 = 1;
/** Messages within messages. */
export const tooDeep: i32 = 2;
/** A field, by its address, and the wire type that it has. */
export const otherWireType: i32 = 3;
/** The wire type of an either-or type's list. */
export const wireTypeInList: i32 = 4;
/** A map, by the address of its field, and the wire type in an entry. */
export const wireTypeInEntry: i32 = 5;
/** A field's number, and the wire type that it has. */
export const wireTypeOfField: i32 = 6;
/** A wire type that protobuf does not have. */
export const unknownWireType: i32 = 7;
/** The bytes end within a field. */
export const cutOff: i32 = 8;
/** A varint of more than ten bytes. */
export const longNumber: i32 = 9;
/** A tag without a field. */
export const noField: i32 = 10;
/** A length that reaches beyond the end. */
export const longLength: i32 = 11;
/** Seconds that are not exact as a double. */
export const beyondCalendars: i32 = 12;
/** The type of an IntOrString. */
export const neitherIntNorString: i32 = 13;
/** The address of a double that JSON does not have. */
export const noNumber: i32 = 14;
