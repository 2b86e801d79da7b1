import { flag, httpRequest, optional, type TaskType } from '@headrace/flow';
import { z } from 'zod';

export const requestProperties = z.object({
  ...httpRequest,
  allowFailed: optional(flag()),
  encryptBody: optional(flag()).describe('Whether the body is stored encrypted.'),
});

export const requestType: TaskType = {
  type: 'io.kestra.plugin.core.http.Request',
  aliases: ['io.kestra.plugin.fs.http.Request'],
  title: 'Send an HTTP request',
  description:
    'Sends a request and gives the answer as output. A status of 400 and above fails, unless `allowFailed`.',
  schema: requestProperties,
  expressions: ['uri', 'method', 'body', 'formData', 'contentType', 'headers', 'options'],
  outputs: [
    { name: 'uri', type: 'URI', description: 'The address called.' },
    { name: 'code', type: 'INT', description: 'The status.' },
    { name: 'headers', type: 'MAP', description: 'Headers, each a list.' },
    { name: 'body', type: 'STRING', description: 'The body as text.' },
    { name: 'encryptedBody', type: 'STRING', description: 'In place of `body`, if `encryptBody`.' },
    { name: 'formData', type: 'MAP', description: 'The form that was sent.' },
  ],
  runs: 'worker',
};
