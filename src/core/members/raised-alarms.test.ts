import { expect, it } from 'vitest';
import { raisedAlarms } from './raised-alarms.ts';

it('reads the alarms of all members out of what several say, once each', () => {
  const alarms = raisedAlarms([
    'etcdserver: no leader',
    'memberID:10276657743932975437 alarm:NOSPACE ',
    'memberID:10276657743932975437 alarm:CORRUPT ',
    'memberID:10276657743932975437 alarm:NOSPACE ',
    // protobuf-go puts one or two blanks between fields, at random by build (3.7)
    'memberID:9372538179322589801  alarm:CORRUPT',
    'memberID:1 alarm:SOMETHING_NEW',
    // Of no member (3.4, 3.5): protobuf leaves out a 0.
    'alarm:CORRUPT ',
  ]);
  expect([...alarms]).toEqual([
    ['8e9e05c52164694d', ['NOSPACE', 'CORRUPT']],
    ['8211f1d0f64f3269', ['CORRUPT']],
    ['0', ['CORRUPT']],
  ]);
});
