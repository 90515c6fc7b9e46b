/** An answer that is one document: discovery, a version, an OpenAPI schema, a review. */
export interface AnswerDocument {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** Returns a value as a JSON document. */
export function jsonDocument(value: unknown, contentType = 'application/json'): AnswerDocument {
  return { contentType, body: Buffer.from(`${JSON.stringify(value)}\n`) };
}
