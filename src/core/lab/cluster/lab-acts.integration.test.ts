import { describe } from 'vitest';
import { actsOnThreeMembers } from '../../../testing/lab/lab-acts-suite.ts';

// A full run does all of them, on every version.
describe('three members', () => actsOnThreeMembers(process.env.ETCDECK_FULL === '1'));
