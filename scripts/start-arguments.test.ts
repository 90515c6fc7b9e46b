import { expect, it } from 'vitest';
import { startArguments } from './start-arguments.mjs';

it.each([
  [[], [], [], []],
  [['--sandbox', '--port', '8400'], ['--sandbox'], ['--port', '8400'], []],
  [['--port=8400', '--link'], ['--link'], ['--port', '8400'], []],
  [['--port', '--sandbox'], ['--sandbox'], [], ['--port']],
  [['--port=near'], [], [], ['--port', 'near']],
  [['--sandboxes'], [], [], ['--sandboxes']],
])('of %j the flags are %j, the port is %j, and %j is not understood', (args, flags, port, unknown) => {
  expect(startArguments(args)).toEqual({ flags, port, unknown });
});
