/** Throws in JavaScript, where the words are: `code` is one of those below, `at` the place, the others what it says of them. */
export declare function fail(code: i32, at: usize, first: usize, second: i32): void;

// The order of the words in failures.ts.
export const tooMuch: i32 = 0;
export const moreScratch: i32 = 1;
export const tooDeep: i32 = 2;
export const otherWireType: i32 = 3;
export const wireTypeInList: i32 = 4;
export const wireTypeInEntry: i32 = 5;
export const wireTypeOfField: i32 = 6;
export const unknownWireType: i32 = 7;
export const cutOff: i32 = 8;
export const longNumber: i32 = 9;
export const noField: i32 = 10;
export const longLength: i32 = 11;
export const beyondCalendars: i32 = 12;
export const neitherIntNorString: i32 = 13;
export const noNumber: i32 = 14;
