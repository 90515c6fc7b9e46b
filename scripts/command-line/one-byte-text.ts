/**
 * How code is written that Node reads at a start: ASCII, which V8 keeps as a byte a character, and without the white space
 * and comments that it skips. Names stay: reports of bugs have them.
 */
export const oneByteText = {
  charset: 'ascii',
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
} as const;
