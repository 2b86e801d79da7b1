import { flowDocument } from '@headrace/flow';
import { writeJson } from '@headrace/json';
import { taskCatalogue } from '@headrace/tasks';
import { expect, test } from 'vitest';
import { flowJson } from './json';

const runtime = {
  maskedSource: async (source: string) => source,
  flowDocument: async (source: string) => flowDocument(source, taskCatalogue),
};

test.each(['132312', '010', '0x1f', '12.50', 'true'])(
  'a flow called %s is answered under that name',
  async (name) => {
    const source = `id: ${name}
namespace: ${name}
variables: {large: 8202522731445525542, price: 1.50}
tasks: [{id: a, type: io.kestra.plugin.core.debug.Return, format: 007}]
`;
    const answered = await flowJson(runtime, source, { revision: 1, disabled: false, deleted: false }, false);
    expect(writeJson(answered)).toBe(
      `{"id":"${name}","namespace":"${name}","variables":{"large":8202522731445525542,"price":1.50},` +
        `"tasks":[{"id":"a","type":"io.kestra.plugin.core.debug.Return","format":"007"}],` +
        `"revision":1,"disabled":false,"deleted":false}`,
    );
  },
);
