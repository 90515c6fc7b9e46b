import { expect, it } from 'vitest';
import { failureIn, whatItNeeds } from './packaging.mjs';

it('reads what failed out of a line, without its stack', () => {
  const line = '  ⨯ connect ECONNREFUSED 127.0.0.1:9  failedTask=build stackTrace=RequestError: connect ECONNREFUSED';
  expect(failureIn(line)).toBe('connect ECONNREFUSED 127.0.0.1:9');
  expect(failureIn('  • packaging       platform=linux arch=x64')).toBeNull();
});

it('says what is needed where nothing can be fetched, and only there', () => {
  const told = whatItNeeds('connect ECONNREFUSED 127.0.0.1:9', '45.4.1');
  expect(told).toMatch(/^The packages could not be made: connect ECONNREFUSED 127\.0\.0\.1:9\.\n/);
  expect(told).toContain('ELECTRON_MIRROR');
  expect(told).toContain('-c.electronDist=FOLDER');
  expect(whatItNeeds('no space left on device.', '45.4.1')).toBe(
    'The packages could not be made: no space left on device.',
  );
});
