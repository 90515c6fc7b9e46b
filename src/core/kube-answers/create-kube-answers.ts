import type { KeySource } from '../../contract/key-source.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import type { Ports } from '../ports.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import type { AnswerForm } from './answers/answer-form.ts';
import { EventFrames } from './answers/event-frames.ts';
import { BuiltInList, CustomList, MetadataList, TableList } from './answers/json-list.ts';
import type { ListAnswer } from './answers/list-answer.ts';
import { negotiate } from './answers/negotiate.ts';
import { ProtobufList } from './answers/protobuf-list.ts';
import { singleAnswer } from './answers/single-answer.ts';
import { TableRows } from './answers/table-rows.ts';
import { discoveryAt } from './discovery/discovery.ts';
import { openApiAt } from './discovery/openapi.ts';
import { answerReview } from './discovery/review.ts';
import { versionDocument } from './discovery/version-document.ts';
import type { KubeAnswers } from './kube-answers.ts';
import { openObject, StoredMessages } from './opening/open-object.ts';
import { columnsOf, loadResourceTable } from './resources/resource-table.ts';
import type { Served } from './resources/served-resource.ts';
import { surveyRegistry } from './resources/survey-registry.ts';
import { createSelector } from './selectors/create-selector.ts';
import { Ages } from './tables/ages.ts';

/** What the answers are made with. */
export interface KubeAnswersOptions {
  readonly ports: Pick<Ports, 'resourcesFolder' | 'clock'>;
  readonly codecs: Pick<ValueCodecs, 'opened' | 'toShown'>;
  /** The source whose EncryptionConfiguration opens its values; `null`: none does. */
  readonly source: KeySource | null;
  /** Whether the data of Secrets is answered as it is. */
  readonly reveal: boolean;
}

/** Returns the answers, with the schema and the table of resources that ship with the product. Fails as reading files does. */
export async function createKubeAnswers({ ports, codecs, source, reveal }: KubeAnswersOptions): Promise<KubeAnswers> {
  const schema = await loadKubernetesSchema(ports.resourcesFolder);
  const table = await loadResourceTable(ports.resourcesFolder);
  const opening = { schema, messages: new StoredMessages(schema), codecs, source, reveal };
  const rowsOf = (served: Served, form: AnswerForm) => {
    const columns = columnsOf(table, served);
    return new TableRows(served, columns, form.includeObject, new Ages(ports.clock));
  };
  return {
    survey: (reader, registry, options) => surveyRegistry({ schema, table, source, codecs }, reader, registry, options),
    open: (served, entry) => openObject(opening, served, entry),
    form: ({ resource }, accept, includeObject) => negotiate(accept, includeObject, resource.custom === null),
    object: (served, form, object) => [singleAnswer(form, rowsOf(served, form), object)],
    list: (served, form) => listIn(served, form),
    watch: (served, form) => new EventFrames(schema, served, form, rowsOf(served, form)),
    selector: createSelector,
    document(catalogue, path, accept) {
      if (path === '/version') return versionDocument(catalogue);
      return path.startsWith('/openapi/') ? openApiAt(schema, catalogue, path) : discoveryAt(catalogue, path, accept);
    },
    review: (path, body) => answerReview(schema, path, body),
  };

  function listIn(served: Served, form: AnswerForm): ListAnswer {
    if (form.media === 'protobuf') return new ProtobufList(served);
    switch (form.shape) {
      case 'table':
        return new TableList(rowsOf(served, form));
      case 'metadata':
        return new MetadataList();
      case 'whole':
        return served.resource.custom === null ? new BuiltInList(served) : new CustomList(served);
    }
  }
}
