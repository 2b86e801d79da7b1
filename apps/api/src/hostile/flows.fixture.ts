/** Flows that are dear to read: good ones, and texts that only look like one. */

/** A good flow of many tasks, with a webhook, so that its source must be masked. Ninety characters a task. */
export function manyTasks(id: string, tasks: number): string {
  const list = Array.from(
    { length: tasks },
    (_, index) =>
      `  - id: t${index}\n    type: io.kestra.plugin.core.log.Log\n    message: Hello {{ taskrun.value }} number ${index}\n`,
  );
  return `id: ${id}\nnamespace: test\ntriggers:\n  - id: call\n    type: io.kestra.plugin.core.trigger.Webhook\n    key: s3cret-of-${id}\ntasks:\n${list.join('')}`;
}

const head = 'id: bad\nnamespace: test\n';
const task = 'tasks:\n  - id: a\n    type: io.kestra.plugin.core.log.Log\n    message: x\n';

/** Texts by what is wrong with them, of about `size` characters. */
export function hostileFlows(size: number): readonly (readonly [name: string, source: string])[] {
  const fill = (unit: string) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  return [
    ['opening brackets', `${head}variables:\n  a: ${fill('[')}\n${task}`],
    ['closing brackets', `${head}variables:\n  a: ${fill(']')}\n${task}`],
    ['empty lists', `${head}variables:\n  a: [${fill('[],')}]\n${task}`],
    ['short items', `${head}variables:\n  a:\n${fill('    - a\n')}\n${task}`],
    ['the same key', `${head}variables:\n${fill('  a: 1\n')}\n${task}`],
    ['anchors and aliases', `${head}variables:\n  a: &a [1]\n  b: [${fill('*a,')}]\n${task}`],
    ['tags', `${head}variables:\n  a: [${fill('!!x y,')}]\n${task}`],
    ['colons', `${head}${fill('a: b: ')}`],
    ['a long text', `${head}description: "${fill('x')}"\n${task}`],
    ['escapes', `${head}description: "${fill('\\u0041')}"\n${task}`],
    ['comments', `${fill('# Webhook\n')}${head}${task}`],
    ['a deep expression', `${head}description: x\n${task.replace('x', `"{{ ${fill('(')} }}"`)}`],
    ['many expressions', `${head}${task.replace('x', `"${fill('{{ inputs.a }}')}"`)}`],
    ['documents', fill('---\nid: a\n')],
    ['nothing', fill('\n')],
    ['words', fill('word ')],
  ];
}
