import type { AnswerForm, AnswerShape, IncludedObject } from './answer-form.ts';
import { badRequest, notAcceptable } from './status.ts';

const protobuf = 'application/vnd.kubernetes.protobuf';
const json = 'application/json';
const metaGroup = 'meta.k8s.io';
const mostClauses = 32;

/** A media type that a client accepts, with its parameters in lower case. */
export interface Accepted {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Returns what an `Accept` header names, the most wanted first. */
export function acceptedIn(header: string | null): readonly Accepted[] {
  if (header === null || header.trim() === '') return [{ type: '*/*', parameters: new Map() }];
  return header
    .split(',', mostClauses)
    .map(readClause)
    .sort((one, other) => qualityOf(other) - qualityOf(one));
}

function readClause(clause: string): Accepted {
  const [type = '', ...parameters] = clause.split(';').map((part) => part.trim());
  const pairs = parameters.map((parameter): readonly [string, string] => {
    const equals = parameter.indexOf('=');
    return equals < 0
      ? [parameter.toLowerCase(), '']
      : [parameter.slice(0, equals).toLowerCase(), parameter.slice(equals + 1).replace(/^"|"$/g, '')];
  });
  return { type: type.toLowerCase(), parameters: new Map(pairs) };
}

function qualityOf({ parameters }: Accepted): number {
  const quality = Number(parameters.get('q') ?? 1);
  return Number.isFinite(quality) ? quality : 1;
}

/** Returns whether a clause accepts JSON. */
export function takesJson({ type }: Accepted): boolean {
  return type === json || type === '*/*' || type === 'application/*';
}

/** Returns the form to answer in; see `KubeAnswers.form`. `hasProtobuf`: the resource is not a custom one. */
export function negotiate(accept: string | null, includeObject: string | null, hasProtobuf: boolean): AnswerForm {
  for (const clause of acceptedIn(accept)) {
    const shape = shapeOf(clause);
    if (shape === null) continue;
    if (clause.type === protobuf && hasProtobuf && shape === 'whole')
      return {
        media: 'protobuf',
        shape,
        includeObject: 'None',
        contentType: protobuf,
        watchContentType: `${protobuf};stream=watch`,
      };
    if (takesJson(clause))
      return {
        media: 'json',
        shape,
        includeObject: includedIn(includeObject),
        contentType: json,
        watchContentType: json,
      };
  }
  throw notAcceptable();
}

function shapeOf({ parameters }: Accepted): AnswerShape | null {
  const as = parameters.get('as');
  if (as === undefined) return 'whole';
  if (parameters.get('g') !== metaGroup || parameters.get('v') !== 'v1') return null;
  if (as === 'Table') return 'table';
  return as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList' ? 'metadata' : null;
}

function includedIn(text: string | null): IncludedObject {
  switch (text) {
    case null:
    case '':
    case 'Metadata':
      return 'Metadata';
    case 'None':
    case 'Object':
      return text;
    default:
      throw badRequest(`unrecognized includeObject value: ${JSON.stringify(text.slice(0, 100))}`);
  }
}
