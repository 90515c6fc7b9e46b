import type { Mutant } from '../mutant.ts';

const members = (file: string): string => `src/core/members/${file}`;

/** Rules of changes of members. */
export const changesOfMembers: readonly Mutant[] = [
  {
    rule: 'a voting member counts when it answers a read through the log',
    changes: [
      { file: members('world.ts'), from: '(await answersRead(client, endpoint, bounds)) ? [id] : []', to: '[id]' },
    ],
    tests: {
      project: 'integration',
      file: members('acts/refusals.integration.test.ts'),
      names: ['of three members counts no voting member that answers for its status only'],
    },
  },
  {
    rule: 'a change of members is held against the rules just before it is sent',
    changes: [
      {
        file: members('acts/member-act.ts'),
        from: "refuseNow(act, seen);\n      return 'needed';",
        to: "return 'needed';",
      },
    ],
    tests: {
      project: 'integration',
      file: members('acts/refusals.integration.test.ts'),
      names: ['of one member refuses a learner that froze, whatever it has of the log'],
    },
    patienceMs: 60_000,
  },
  {
    rule: 'a change of members is sent again only where the server has refused it as unhealthy',
    changes: [{ file: members('acts/member-act.ts'), from: '!isUnhealthy(error) || ', to: '' }],
    tests: {
      project: 'integration',
      file: members('acts/lost-answers.integration.test.ts'),
      names: ['of adding a member'],
    },
    patienceMs: 120_000,
  },
];
