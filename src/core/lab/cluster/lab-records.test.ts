import { expect, it } from 'vitest';
import { mostLabActs } from '../../../contract/lab/acts.ts';
import { LabRecords } from './lab-records.ts';

const done = { at: 0, tookMs: 1 };
const undo = async (): Promise<void> => undefined;

it('keeps the newest acts with their ids, and refuses to take back one that it has dropped', () => {
  const records = new LabRecords();
  for (let made = 0; made < mostLabActs + 2; made += 1) records.add({ kind: 'kill', member: 'm1' }, done, undo);
  expect(records.all()).toHaveLength(mostLabActs);
  expect(records.all()[0]?.id).toBe(3);
  expect(records.last).toBe(mostLabActs + 2);
  expect(() => records.requireUndo(2)).toThrow('only the last 1000 acts can be taken back');
  expect(() => records.requireUndo(mostLabActs + 3)).toThrow('there is no act 1003 in this lab');
  const { record } = records.requireUndo(3);
  // The undo is an act as well, and the oldest goes: that which it took back.
  expect(records.addUndo(record, done)).toMatchObject({ id: mostLabActs + 3, undoes: 3 });
  expect(records.all()[0]?.id).toBe(4);
  records.refuseAll();
  expect(() => records.requireUndo(4)).toThrow('it is history');
});
