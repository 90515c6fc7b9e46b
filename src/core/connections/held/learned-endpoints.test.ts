import { expect, it } from 'vitest';
import type { MemberId } from '../../../contract/ids.ts';
import type { Member } from '../../etcd/cluster.ts';
import { announcedEndpoints } from './learned-endpoints.ts';

const aMember = (clientURLs: readonly string[], isLearner = false): Member => ({
  id: 'a' as MemberId, // made up
  name: 'a',
  peerURLs: [],
  clientURLs,
  isLearner,
});
const given = ['https://10.0.0.1:2379'];

it('takes what voting members announce, each once, without what is given', () => {
  const members = [
    aMember(['https://10.0.0.1:2379', 'https://10.1.0.1:2379']),
    aMember(['https://etcd-2.example:2379/', 'https://[fd00::2]:2379']),
    aMember(['https://10.0.0.3:2379'], true),
    aMember(['https://10.1.0.1:2379']),
    aMember([]),
  ];
  expect(announcedEndpoints(members, given)).toEqual([
    'https://10.1.0.1:2379',
    'https://etcd-2.example:2379',
    'https://[fd00::2]:2379',
  ]);
});

it.each(['https://0.0.0.0:2379', 'https://[::]:2379', 'https://127.0.0.1:2379', 'https://localhost:2379', 'nonsense'])(
  'leaves %s out: from here it leads elsewhere',
  (url) => {
    expect(announcedEndpoints([aMember([url])], given)).toEqual([]);
  },
);

it('takes a loopback where one is given', () => {
  expect(announcedEndpoints([aMember(['https://127.0.0.1:22379'])], ['https://localhost:2379'])).toEqual([
    'https://127.0.0.1:22379',
  ]);
});

it('never leaves TLS, and does not enter it without its certificates', () => {
  expect(announcedEndpoints([aMember(['http://10.0.0.2:2379'])], given)).toEqual([]);
  expect(announcedEndpoints([aMember(['https://10.0.0.2:2379'])], ['http://10.0.0.1:2379'])).toEqual([]);
});
