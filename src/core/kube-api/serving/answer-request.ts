import { badRequest, noSuchResource } from '../../kube-answers/answers/status.ts';
import type { Served } from '../../kube-answers/resources/served-resource.ts';
import { type ListOptions, listOptionsOf } from '../requests/list-options.ts';
import { type ObjectsTarget, partOf, subresourceAt, targetOf } from '../requests/request-target.ts';
import { readObject } from './answer-get.ts';
import { answerList } from './answer-list.ts';
import { answerWatch } from './answer-watch.ts';
import type { HeldBytes } from './held-bytes.ts';
import type { HttpReply, StreamSink } from './reply.ts';
import type { ServedWorld } from './served-world.ts';
import type { Warnings } from './warnings.ts';

/** What a request is answered with. */
export interface Answering {
  readonly world: ServedWorld;
  readonly held: HeldBytes;
  readonly warnings: Warnings;
}

/** A request as it is answered, whichever way it came. */
export interface AskedRequest {
  readonly method: string;
  readonly url: URL;
  readonly accept: string | null;
  /** Reads the body, once. Fails with a `Refusal` (413). */
  readonly body: () => Promise<Uint8Array>;
  /** Reads the body to nowhere. */
  readonly dropBody: () => void;
}

const reading: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Answers a request over HTTP. Fails with a `Refusal`, and as reads do. */
export async function answerRequest(
  answering: Answering,
  request: AskedRequest,
  reply: HttpReply,
  signal: AbortSignal,
): Promise<void> {
  const { world, held, warnings } = answering;
  const { method, url, accept } = request;
  if (!reading.has(method)) return await answerReview(world, request, reply);
  const target = targetOf(url.pathname);
  if (target.kind === 'health') return reply.document(200, 'text/plain; charset=utf-8', 'ok');
  if (target.kind === 'document') {
    const document = world.answers.document(await world.catalogue(), target.path, accept);
    if (document === null) throw noSuchResource();
    return reply.document(200, document.contentType, document.body);
  }
  const options = listOptionsOf(url.searchParams);
  const served = await servedAt(world, target);
  const { namespace, name } = target;
  const asked = { served, namespace, options, accept, warnings: warnings.of(served) };
  if (name !== null && !options.isWatch) {
    const { contentType, body } = await readObject(world, { ...asked, name }, signal);
    return reply.document(200, contentType, body, asked.warnings);
  }
  if (options.isWatch) return await answerWatch(world, { ...asked, options: ofOne(options, name) }, reply, signal);
  await answerList(world, { ...asked, emptyWarnings: warnings.ofEmpty(served) }, reply, { signal, held });
}

/** Answers a watch that came as the upgrade to a WebSocket. Fails as `answerRequest` does. */
export async function answerSocket(
  { world, warnings }: Answering,
  { url, accept }: Pick<AskedRequest, 'url' | 'accept'>,
  sink: StreamSink,
  signal: AbortSignal,
): Promise<void> {
  const target = targetOf(url.pathname);
  if (target.kind !== 'objects') throw noSuchResource();
  const options = listOptionsOf(url.searchParams);
  const served = await servedAt(world, target);
  const asked = { served, namespace: target.namespace, accept, warnings: warnings.of(served) };
  await answerWatch(world, { ...asked, options: ofOne(options, target.name) }, sink, signal);
}

/** Returns the resource of a path. Fails with a `Refusal`: 404, and 405 for what is beneath an object. */
async function servedAt(world: ServedWorld, target: ObjectsTarget): Promise<Served> {
  const { group, version, resource, namespace, subresource } = target;
  const served = await world.find(group, version, resource);
  if (subresource !== null && subresource !== 'status') throw await world.refuse(partOf(target));
  const isNamespaced = served.resource.isNamespaced;
  if (namespace !== null && !isNamespaced) throw noSuchResource();
  if (target.name !== null && namespace === null && isNamespaced) throw noSuchResource();
  return served;
}

/** A watch of one object by its path is one by its name. */
function ofOne(options: ListOptions, name: string | null): ListOptions {
  if (name === null) return options;
  if (options.fieldSelector !== null) throw badRequest('a watch of one object takes no field selector');
  return { ...options, fieldSelector: `metadata.name=${name}` };
}

const reviews: ReadonlySet<string> = new Set([
  'selfsubjectaccessreviews',
  'selfsubjectreviews',
  'selfsubjectrulesreviews',
]);

/** Answers what is posted: a review of what the client itself may do; all else is refused. */
async function answerReview(world: ServedWorld, request: AskedRequest, reply: HttpReply): Promise<void> {
  const { method, url } = request;
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  if (method === 'POST' && reviews.has(segments.at(-1) ?? '')) {
    const review = world.answers.review(`/${segments.join('/')}`, await request.body());
    if (review !== null) return reply.document(201, review.contentType, review.body);
  }
  request.dropBody();
  throw await world.refuse(subresourceAt(url.pathname));
}
