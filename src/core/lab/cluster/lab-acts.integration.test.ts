import { describe } from 'vitest';
import { actsOnThreeMembers } from '../../../testing/lab/lab-acts-suite.ts';

describe('three members', actsOnThreeMembers);
