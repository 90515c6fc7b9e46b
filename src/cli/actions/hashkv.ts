import { EtcdeckError } from '../../contract/failure.ts';
import type { HashComparison, MemberHash } from '../../contract/maintenance.ts';
import { type Printable, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { createProgressLine } from '../progress-line.ts';
import { errorJson } from '../shared-json.ts';
import { table } from '../table.ts';

export async function hashKV(invocation: Invocation, revision: number | null): Promise<ExitCode> {
  const { console, format, signal } = invocation;
  const progress = createProgressLine(console, format);
  const comparison = await invocation.withSession(async ({ api, connection }) => {
    try {
      for await (const notice of api.maintenance.hashKV({ connection, revision }, { signal })) {
        if (notice.kind === 'compared') return notice.comparison;
        progress.show(words`asking member ${notice.done + 1} of ${notice.total}`);
      }
    } finally {
      progress.end();
    }
    throw new EtcdeckError({ code: 'Internal', message: 'a comparison ended without an answer' });
  });
  await console.print(format === 'json' ? jsonLine(toJson(comparison)) : toTable(comparison));
  return exitCodes[comparison.verdict];
}

function toJson({ revision, verdict, members }: HashComparison): unknown {
  return {
    ...{ revision, verdict },
    members: members.map(({ member: id, hash, compactRevision, failure }) => ({
      ...{ id, hash, compactRevision },
      error: errorJson(failure),
    })),
  };
}

function toTable({ revision, verdict, members, different }: HashComparison): Printable {
  const rows = members.map((member) => [
    member.member,
    member.name || '(not started)',
    hashOf(member),
    String(member.compactRevision ?? '-'),
    different.includes(member.member) ? 'differs from most' : (member.failure?.message ?? ''),
  ]);
  const heading = ['ID', 'NAME', 'HASH', 'COMPACTED', ''];
  return words`At revision ${revision}: ${verdicts[verdict]}\n\n${table(heading, rows)}`;
}

const verdicts: Readonly<Record<HashComparison['verdict'], string>> = {
  equal: 'every voting member holds the same',
  different: 'THE MEMBERS DIFFER',
  unknown: 'not every voting member could be compared',
};

const exitCodes: Readonly<Record<HashComparison['verdict'], ExitCode>> = { equal: 0, different: 1, unknown: 3 };

const hashOf = ({ hash }: MemberHash): string => (hash === null ? '-' : hash.toString(16).padStart(8, '0'));
