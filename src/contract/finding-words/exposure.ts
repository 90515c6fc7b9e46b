import { plural } from '../figures.ts';
import type { Finding } from '../findings.ts';
import { factOf, listedSome, numberOf, ownRule, type Say, type SayOfSeveral } from './words.ts';

const guide = 'etcd transport security guide';

/** The words of findings about exposure and certificates. */
export const exposureWords = {
  OpenClientPort: ({ finding, name }) => ({
    title: `${name} accepts clients without a certificate`,
    evidence: `${factOf(finding, 'endpoint', 'Its client URL')} answered a client that showed none.`,
    remedy: 'Start it with --client-cert-auth and --trusted-ca-file, after every client has a certificate.',
    ...{ source: guide, act: null },
  }),
  AuthOff: () => ({
    title: 'Whoever reaches the cluster may read and write everything',
    evidence: 'Authentication is off, and clients need no certificate.',
    remedy: 'Add the user root and its role, then enable authentication; or ask clients for certificates.',
    ...{ source: 'etcd role-based access control guide', act: 'access' },
  }),
  PlainClientURL: ({ finding, name }) => ({
    title: `Clients reach ${name} without encryption`,
    evidence: `It announces ${factOf(finding, 'url', 'an http URL')}.`,
    remedy: 'Give it --cert-file and --key-file, and https in --listen-client-urls and --advertise-client-urls.',
    ...{ source: guide, act: null },
  }),
  PlainPeerURL: ({ finding, name }) => ({
    title: `${name} and its peers speak without encryption`,
    evidence: `Its peer URL is ${factOf(finding, 'url', 'an http URL')}.`,
    remedy: 'Give every member peer certificates, then change the peer URLs to https one member after the other.',
    ...{ source: guide, act: null },
  }),
  OpenPeerPort: ({ finding, name }) => ({
    title: `${name} accepts peers without a certificate`,
    evidence:
      finding.detail.by === 'flags'
        ? `It is started without --peer-client-cert-auth; ${factOf(finding, 'url', 'its peer URL')} cannot be reached from here.`
        : `${factOf(finding, 'url', 'Its peer URL')} answered a peer that showed none.`,
    remedy: 'Start it with --peer-client-cert-auth and --peer-trusted-ca-file.',
    ...{ source: guide, act: null },
  }),
  CertificateEnding: ({ finding, name, member }) => {
    const days = numberOf(finding, 'days');
    const whose = member === null && finding.member === null ? '' : ` of ${name}`;
    const isOwn = finding.detail.use === 'client';
    return {
      title: `${isOwn ? 'The client certificate of this connection' : `The ${purposeOf(finding)}certificate${whose}`} ${lifeLeft(days, 'has ended', 'ends')}`,
      evidence: `${factOf(finding, 'subject', 'It')}${endOf(finding)}${placeOf(finding)}.`,
      remedy: isOwn
        ? 'Have it signed anew, and give the new files in the connection. After its end the members refuse it.'
        : 'Renew it in time: connections that are open live on, and every new one fails. etcd reads a renewed file without a restart.',
      ...{ source: ownRule, act: isOwn ? 'connection' : null },
    };
  },
  SharedAuthority: ({ finding }) => ({
    title: 'The authority of the peers is trusted for clients as well',
    evidence: `${authorityOf(finding)} signs both: a peer’s certificate opens the client port.`,
    remedy: 'Sign peers by an authority of their own, given with --peer-trusted-ca-file.',
    ...{ source: guide, act: null },
  }),
} as const satisfies Readonly<Record<string, Say>>;

const authorityOf = (finding: Finding): string =>
  finding.detail.subject ? `“${factOf(finding, 'subject', '')}”` : 'One authority';

const purposeOf = (finding: Finding): string => (finding.detail.use ? `${factOf(finding, 'use', '')} ` : '');

/** The words for the same finding of several members. */
export const exposureOfSeveral: Readonly<Record<string, SayOfSeveral>> = {
  OpenClientPort: (findings, names) => ({
    title: `${listedSome(names)} accept clients without a certificate`,
    evidence: `${factsOf(findings, 'endpoint', 'Their client URLs')} answered a client that showed none.`,
    remedy: 'Start them with --client-cert-auth and --trusted-ca-file, after every client has a certificate.',
  }),
  PlainClientURL: (findings, names) => ({
    title: `Clients reach ${listedSome(names)} without encryption`,
    evidence: `They announce ${factsOf(findings, 'url', 'http URLs')}.`,
    remedy: 'Give them --cert-file and --key-file, and https in --listen-client-urls and --advertise-client-urls.',
  }),
  PlainPeerURL: (findings, names) => ({
    title: `${listedSome(names)} speak to their peers without encryption`,
    evidence: `Their peer URLs are ${factsOf(findings, 'url', 'http URLs')}.`,
  }),
  OpenPeerPort: (findings, names) => {
    const byFlags = findings.filter(({ detail }) => detail.by === 'flags');
    const probed = findings.filter(({ detail }) => detail.by !== 'flags');
    const sentences = [
      ...(probed.length === 0
        ? []
        : [`${factsOf(probed, 'url', 'Their peer URLs')} answered a peer that showed none.`]),
      ...(byFlags.length === 0
        ? []
        : [
            `Without --peer-client-cert-auth, and not reached from here: ${factsOf(byFlags, 'url', 'their peer URLs')}.`,
          ]),
    ];
    return {
      title: `${listedSome(names)} accept peers without a certificate`,
      evidence: sentences.join(' '),
      remedy: 'Start them with --peer-client-cert-auth and --peer-trusted-ca-file.',
    };
  },
  CertificateEnding: (findings, names) => {
    const [first] = findings;
    const days = first === undefined ? null : numberOf(first, 'days');
    const ends = findings.map((one) => `${factOf(one, 'subject', 'one')}${endOf(one)}${placeOf(one)}`);
    return {
      title: `The ${first === undefined ? '' : purposeOf(first)}certificates of ${listedSome(names)} ${lifeLeft(days, 'have ended', 'end')}`,
      evidence: `${listedSome(ends)}.`,
      remedy:
        'Renew them in time: connections that are open live on, and every new one fails. etcd reads renewed files without a restart.',
    };
  },
};

const factsOf = (findings: readonly Finding[], name: string, otherwise: string): string =>
  listedSome(findings.map((one) => factOf(one, name, '')).filter((text) => text !== '')) || otherwise;

function lifeLeft(days: number | null, ended: string, ends: string): string {
  if (days === null) return `${ends} soon`;
  return days < 0 ? ended : `${ends} in ${daysLeft(days)}`;
}

const daysLeft = (days: number): string => (days < 1 ? 'less than a day' : plural(Math.floor(days), 'day'));

const latestDate = 8.64e15;
/** Below this number of days the time of day matters. */
const exactDays = 3;

function endOf(finding: Finding): string {
  const endsAt = numberOf(finding, 'endsAt');
  if (endsAt === null || Math.abs(endsAt) > latestDate) return ' ends soon';
  const days = numberOf(finding, 'days');
  const [day, time] = [new Date(endsAt).toISOString().slice(0, 10), new Date(endsAt).toISOString().slice(11, 16)];
  const isExact = days !== null && days < exactDays;
  return ` ${days !== null && days < 0 ? 'ended' : 'ends'} on ${day}${isExact ? ` at ${time} UTC` : ''}`;
}

const placeOf = (finding: Finding): string => (finding.detail.url ? `, shown by ${factOf(finding, 'url', '')}` : '');
