import { type ConsequenceWords, said, type WordsOf } from './figure-words.ts';
import { plural } from './figures.ts';
import type { PutBackConsequence } from './plan-consequences.ts';

const objects = (figure: number): string => plural(figure, 'object');
const leases = (figure: number): string => plural(figure, 'new lease');

/** The words of what follows from putting keys back. */
export const putBackWords: Readonly<Record<PutBackConsequence, ConsequenceWords | WordsOf>> = {
  GrantsLeases: (of) => ({
    tone: 'info',
    words: `Just before their keys are written, ${said(of, 'grants', leases, 'new leases')} with the old TTL will be granted. Nobody keeps them alive but their owners: otherwise these keys are gone after the TTL.`,
  }),
  TakesAlong: (of) => ({
    tone: 'info',
    words: `With them, ${said(of, 'along', objects, 'objects')} that belong to them will be put back.`,
  }),
  LeavesRecords: (of) => ({
    tone: 'info',
    words: `Events, Leases and allocations of addresses and ports stay as they are: ${said(of, 'leftOut', objects, 'some objects')}.`,
  }),
  SourceIncomplete: {
    tone: 'warn',
    words: 'The source does not hold all objects: more may belong to the chosen ones.',
  },
  OwnersMissing: (of) => ({
    tone: 'bad',
    words: `The garbage collector deletes ${said(of, 'ownerless', objects, 'objects')} at once, because no owner exists: ${said(of, 'ownerlessNames', String, 'unnamed')}. Put the owners back with them.`,
  }),
  BeingDeleted: (of) => ({
    tone: 'bad',
    words: `At that moment ${said(of, 'deleting', objects, 'objects')} were being deleted, and will be deleted again: ${said(of, 'deletingNames', String, 'unnamed')}. Choose an earlier moment to keep them.`,
  }),
  NodesMissing: (of) => ({
    tone: 'warn',
    words: `Pods that ran on nodes that do not exist will be deleted, ${said(of, 'nodeless', objects, 'objects')}: ${said(of, 'nodelessNames', String, 'unnamed')}.`,
  }),
  ControllersReact: (of) => ({
    tone: 'info',
    words: `Controllers act on these at once, and may change or delete what is put back: ${said(of, 'reacting', String, 'the objects')}. Volumes’ contents are not in etcd and do not come back.`,
  }),
  KeepsAddresses: (of) => ({
    tone: 'warn',
    words: `The addresses and ports of ${said(of, 'services', (figure) => plural(figure, 'Service'), 'Services')} come back as they were, and are not reserved until the API server repairs its allocations: another Service may have got one since.`,
  }),
  CopiesEncrypted: (of) => ({
    tone: 'warn',
    words: `Values are copied encrypted, ${said(of, 'encrypted', objects, 'objects')}: the API server reads them only with the key that encrypted them.`,
  }),
};
