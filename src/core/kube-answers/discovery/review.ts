import { EtcdeckError } from '../../../contract/failure.ts';
import { lossyTextOf } from '../../bytes/bytes.ts';
import { decodeObject } from '../../kubernetes-storage/codec/decode.ts';
import { encodeObject } from '../../kubernetes-storage/codec/encode.ts';
import type { KubernetesSchema } from '../../kubernetes-storage/codec/schema.ts';
import { JsonMembers } from '../../kubernetes-storage/heads/json-members.ts';
import { storedAs } from '../../kubernetes-storage/heads/stored-as.ts';
import type { AnswerDocument } from '../answer-document.ts';
import { badRequest, notStored } from '../answers/status.ts';
import { reviewResources } from './review-resources.ts';

const readVerbs = ['get', 'list', 'watch'];
/** The user of every client: whoever has the token. */
const user = { username: 'etcdeck', groups: ['system:authenticated'] };

/** Answers a review of what the client may do; see `KubeAnswers.review`. */
export function answerReview(schema: KubernetesSchema, path: string, body: Uint8Array): AnswerDocument | null {
  const review = reviewResources.find(({ group, resource }) => path === `/apis/${group}/v1/${resource}`);
  if (review === undefined) return null;
  const { group, kind } = review;
  const isProtobuf = storedAs(body) === 'protobuf';
  const asked = readBody(schema, body, isProtobuf);
  const answer = JSON.stringify({
    kind,
    apiVersion: `${group}/v1`,
    metadata: {},
    ...(kind === 'SelfSubjectReview' ? {} : { spec: asked.raw('spec') ?? {} }),
    status: statusOf(kind, asked.of('spec')),
  });
  if (!isProtobuf) return { contentType: 'application/json', body: Buffer.from(`${answer}\n`) };
  return { contentType: 'application/vnd.kubernetes.protobuf', body: encodeObject(schema, answer, null) };
}

function readBody(schema: KubernetesSchema, body: Uint8Array, isProtobuf: boolean): JsonMembers {
  try {
    return new JsonMembers(JSON.parse(isProtobuf ? decodeObject(schema, body).json : lossyTextOf(body)));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof EtcdeckError)) throw error;
    throw badRequest('the review cannot be read');
  }
}

function statusOf(kind: string, spec: JsonMembers): unknown {
  switch (kind) {
    case 'SelfSubjectReview':
      return { userInfo: user };
    case 'SelfSubjectRulesReview':
      return {
        resourceRules: [{ verbs: readVerbs, apiGroups: ['*'], resources: ['*'] }],
        nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['*'] }],
        incomplete: false,
      };
    default:
      return accessStatus(spec);
  }
}

function accessStatus(spec: JsonMembers): unknown {
  const resource = spec.of('resourceAttributes');
  const subresource = resource.text('subresource');
  const isReading = resource.isObject
    ? readVerbs.includes(resource.text('verb')) && subresource === ''
    : spec.of('nonResourceAttributes').text('verb') === 'get';
  return isReading
    ? { allowed: true }
    : { allowed: false, reason: `read-only: served by etcdeck${notStored(subresource)}` };
}
