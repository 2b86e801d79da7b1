import { flag, httpRequest, optional, type TaskType } from '@headrace/flow';
import { z } from 'zod';

export const downloadProperties = z.object({
  ...httpRequest,
  allowFailed: optional(flag()),
  failOnEmptyResponse: optional(flag()).describe('true by default.'),
});

export const downloadType: TaskType = {
  type: 'io.kestra.plugin.core.http.Download',
  aliases: ['io.kestra.plugin.fs.http.Download'],
  title: 'Download a file',
  description:
    'Stores the answer to a request as a file. An empty one fails, unless `failOnEmptyResponse` is false.',
  schema: downloadProperties,
  expressions: ['uri', 'method', 'body', 'formData', 'contentType', 'headers', 'options'],
  outputs: [
    { name: 'uri', type: 'URI', description: 'The file.' },
    { name: 'code', type: 'INT', description: 'The status.' },
    { name: 'length', type: 'INT', description: 'Size in bytes.' },
    { name: 'headers', type: 'MAP', description: 'Headers, each a list.' },
  ],
  runs: 'worker',
};
