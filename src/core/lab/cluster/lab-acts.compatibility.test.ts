import { describe } from 'vitest';
import { chosenEtcd } from '../../../testing/etcd-binaries.ts';
import { actsOnThreeMembers } from '../../../testing/lab/lab-acts-suite.ts';

describe(`three members of etcd ${chosenEtcd().version}`, () => actsOnThreeMembers(false));
