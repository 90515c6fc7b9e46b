import type { CallOptions } from '../../contract/abort.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { SourceReader } from '../sources/source-reader.ts';
import type { AnswerDocument } from './answer-document.ts';
import type { AnswerForm } from './answers/answer-form.ts';
import type { ListAnswer } from './answers/list-answer.ts';
import type { WatchFrames } from './answers/watch-frames.ts';
import type { ServedObject } from './objects/served-object.ts';
import type { Catalogue, Served } from './resources/served-resource.ts';
import type { Selector } from './selectors/selector.ts';

/** A part of a stored key that is answered as an object. */
export type StoredEntry = Pick<KeyValue, 'key' | 'value' | 'modRevision'>;

/**
 * What a Kubernetes API answers from the contents of a registry. No method reads the network; all but `survey` and `open`
 * are immediate. A request that cannot be answered fails with a `Refusal`.
 */
export interface KubeAnswers {
  /**
   * Returns the resources that a registry's contents can answer. Reads every custom resource definition, one object a
   * resource, and some nodes. `registry`: its prefix, with the slash. Fails as reads do.
   */
  survey(source: SourceReader, registry: Uint8Array, options?: CallOptions): Promise<Catalogue>;
  /**
   * Returns a stored object in the version asked for: decrypted, converted, the data of Secrets covered unless they are
   * revealed. At once where it is stored as it is answered. Fails with a `Refusal` (500) for what is encrypted with a key that is not at hand, is damaged, or has no
   * converter to this version.
   */
  open(served: Served, entry: StoredEntry): ServedObject | Promise<ServedObject>;
  /**
   * Returns the form to answer in. `accept`: the header; `includeObject`: the parameter; both `null` where absent. Fails
   * with a `Refusal` (406).
   */
  form(served: Served, accept: string | null, includeObject: string | null): AnswerForm;
  /** Returns one object. */
  object(served: Served, form: AnswerForm, object: ServedObject): readonly Uint8Array[];
  /** Returns a new list, to be written object by object. */
  list(served: Served, form: AnswerForm): ListAnswer;
  /** Returns the writer of a watch's events. */
  watch(served: Served, form: AnswerForm): WatchFrames;
  /**
   * Returns what the two selectors of a list or watch select; `null` where both are absent or empty. Fails with a
   * `Refusal` (400) where one cannot be parsed or names an unknown field.
   */
  selector(served: Served, labelSelector: string | null, fieldSelector: string | null): Selector | null;
  /**
   * Returns the document at one of the paths `/version`, `/api…`, `/apis…` and `/openapi/v3…`, without a slash at its end;
   * `null` where there is none: the path is of objects, or unknown.
   */
  document(catalogue: Catalogue, path: string, accept: string | null): AnswerDocument | null;
  /**
   * Answers the POST of a review of what the client itself may do (201), in JSON or protobuf as it was asked; `null` where
   * the path is none of the three. Fails with a `Refusal` (400).
   */
  review(path: string, body: Uint8Array): AnswerDocument | null;
}
