/** What of each object an answer has. */
export type AnswerShape = 'whole' | 'table' | 'metadata';

/** What of its object a row of a Table has. */
export type IncludedObject = 'None' | 'Metadata' | 'Object';

/** The form of an answer, as agreed on with a client. */
export interface AnswerForm {
  readonly media: 'json' | 'protobuf';
  readonly shape: AnswerShape;
  readonly includeObject: IncludedObject;
  /** The `Content-Type` of a single answer or a list. */
  readonly contentType: string;
  /** The `Content-Type` of a watch. */
  readonly watchContentType: string;
}
