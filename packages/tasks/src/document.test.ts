import { checkTemplate, references } from '@headrace/expression';
import { type Flow, parseFlow, referenceWarnings, unsupported } from '@headrace/flow';
import { describe, expect, test } from 'vitest';
import { runnableTaskTypes, taskCatalogue } from './index';

const head = 'id: a\nnamespace: b\n';
const log = (id: string, more = '') =>
  `{ id: ${id}, type: io.kestra.plugin.core.log.Log, message: hi${more} }`;
const flowable = (type: string, more: string) =>
  `${head}tasks:\n- { id: f, type: io.kestra.plugin.core.flow.${type}, ${more} }\n`;
const flow = (more: string) => `${head}tasks:\n- ${log('t')}\n${more}\n`;
const trigger = (type: string, more: string) =>
  flow(`triggers:\n- { id: w, type: io.kestra.plugin.core.${type}, ${more} }`);
const webhook = (more: string) => trigger('trigger.Webhook', `key: k, ${more}`);

function parsed(source: string) {
  const result = parseFlow(source, taskCatalogue);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result;
}

function errors(source: string): string[] {
  return parseFlow(source, taskCatalogue)
    .issues.filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => `${path} | ${message}`);
}

const shape = (source: string): Flow['tasks'][number]['flowable'] => parsed(source).flow.tasks[0]?.flowable;

describe('flowable tasks', () => {
  const child = { id: 'x', type: 'io.kestra.plugin.core.log.Log' };
  const branches = { errors: [], finally: [] };

  test.each<[string, string, object]>([
    ['Sequential', `tasks: [${log('x')}]`, { kind: 'sequential', tasks: [child], ...branches }],
    [
      'Parallel',
      `concurrent: "2", tasks: [${log('x')}]`,
      { kind: 'parallel', concurrent: 2, tasks: [child] },
    ],
    [
      'Dag',
      `tasks: [{ task: ${log('x')} }, { task: ${log('y')}, dependsOn: [x] }]`,
      { kind: 'dag', concurrent: 0, tasks: [{ task: child, dependsOn: [] }, { dependsOn: ['x'] }] },
    ],
    [
      'If',
      `condition: "{{ x }}", then: [${log('x')}]`,
      { kind: 'if', condition: '{{ x }}', then: [child], else: [] },
    ],
    [
      'Switch',
      `value: "{{ x }}", cases: { 1: [${log('x')}] }`,
      { kind: 'switch', value: '{{ x }}', cases: { 1: [child] }, defaults: undefined },
    ],
    [
      'ForEach',
      `values: [1, a], tasks: [${log('x')}], errors: [${log('e')}], finally: [${log('z')}]`,
      {
        kind: 'forEach',
        values: [1, 'a'],
        concurrencyLimit: 1,
        tasks: [child],
        errors: [{ id: 'e' }],
        finally: [{ id: 'z' }],
      },
    ],
    [
      'EachSequential',
      `value: "[1]", tasks: [${log('x')}]`,
      { kind: 'forEach', values: '[1]', concurrencyLimit: 1 },
    ],
    [
      'EachParallel',
      `value: "[1]", tasks: [${log('x')}]`,
      { kind: 'eachParallel', values: '[1]', concurrent: 0 },
    ],
    [
      'ForEachItem',
      'items: "{{ f }}", namespace: n, flowId: g, batch: { rows: "{{ n }}" }',
      {
        kind: 'forEachItem',
        batch: { rows: '{{ n }}', separator: '\n' },
        wait: true,
        transmitFailed: true,
        inheritLabels: false,
      },
    ],
    [
      'WorkingDirectory',
      `tasks: [${log('x')}], cache: { patterns: ["*"], ttl: PT1H }, inputFiles: { a: b }, outputFiles: [c]`,
      {
        kind: 'workingDirectory',
        cache: { ttlMs: 3_600_000, patterns: ['*'] },
        inputFiles: { a: 'b' },
        outputFiles: ['c'],
      },
    ],
    ['AllowFailure', `tasks: [${log('x')}]`, { kind: 'allowFailure', tasks: [child] }],
    [
      'Pause',
      'delay: PT1S, onResume: [{ id: a, type: INT }]',
      { kind: 'pause', delay: 'PT1S', behavior: 'RESUME', onResume: [{ id: 'a', type: 'INT' }], tasks: [] },
    ],
    [
      'WaitFor',
      `condition: "{{ x }}", tasks: [${log('x')}]`,
      { kind: 'loopUntil', intervalMs: 1000, maxIterations: 100, maxDurationMs: 3_600_000 },
    ],
    ['LoopUntil', `condition: "{{ x }}", tasks: [${log('x')}]`, { kind: 'loopUntil', intervalMs: 60_000 }],
    ['Template', 'namespace: n, templateId: t', { kind: 'template', args: {} }],
  ])('%s', (type, more, expected) => {
    expect(shape(flowable(type, more))).toMatchObject(expected);
  });

  test.each<[string, string, string, string[]]>([
    ['no tasks', 'Parallel', 'concurrent: 1', ['tasks[0].tasks | Missing required property `tasks`']],
    ['an empty list', 'Parallel', 'tasks: []', ['tasks[0].tasks | must not be empty']],
    [
      'a wrong task inside',
      'Sequential',
      'tasks: [{ id: x, type: io.kestra.plugin.core.log.Lag }]',
      [
        'tasks[0].tasks[0].type | Invalid type: io.kestra.plugin.core.log.Lag. Did you mean `io.kestra.plugin.core.log.Log`?',
      ],
    ],
    [
      'an id that is taken outside',
      'Sequential',
      `errors: [${log('f')}], tasks: [${log('x')}]`,
      ['tasks[0].errors[0].id | Duplicate task id with name [f]'],
    ],
    [
      'a Dag that goes round',
      'Dag',
      `tasks: [{ task: ${log('x')}, dependsOn: [y] }, { task: ${log('y')}, dependsOn: [x] }]`,
      ['tasks[0].tasks[0].dependsOn | f: Cyclic dependency detected: x, y'],
    ],
    [
      'a Dag that depends on itself',
      'Dag',
      `tasks: [{ task: ${log('x')}, dependsOn: [x] }]`,
      ['tasks[0].tasks[0].dependsOn | f: Cyclic dependency detected: x'],
    ],
    [
      'a flow that starts itself',
      'Subflow',
      'namespace: b, flowId: a',
      ['tasks[0].flowId | Recursive call to flow [b.a]'],
    ],
    [
      'a bad interval',
      'WaitFor',
      `condition: x, tasks: [${log('x')}], checkFrequency: { interval: 5s }`,
      [
        'tasks[0].checkFrequency.interval | Invalid duration `5s`, expected ISO 8601 such as `PT30S` or `PT1H30M`',
      ],
    ],
    [
      'inputs that depend on each other, when it is resumed',
      'Pause',
      'onResume: [{ id: x, type: INT, dependsOn: { inputs: [y] } }, { id: y, type: INT, dependsOn: { inputs: [x] } }]',
      ["tasks[0].onResume[0].dependsOn | Cycle dependency detected for input with id 'x': [x, y]"],
    ],
    [
      'a sleep of nothing',
      'Sleep',
      'disabled: false',
      ['tasks[0].duration | Missing required property `duration`'],
    ],
    [
      'a sleep in words',
      'Sleep',
      'duration: long',
      ['tasks[0].duration | Invalid duration `long`, expected ISO 8601 such as `PT30S` or `PT1H30M`'],
    ],
  ])('%s', (_name, type, more, expected) => {
    expect(errors(flowable(type, more))).toEqual(expected);
  });
});

describe('triggers', () => {
  test('a schedule', () => {
    const source = trigger(
      'trigger.Schedule',
      'cron: "@daily", timezone: Europe/Paris, lateMaximumDelay: PT1H, stopAfter: [FAILED], labels: { a: 1 }',
    );
    expect(parsed(source).flow.triggers[0]).toMatchObject({
      cron: '@daily',
      withSeconds: false,
      timezone: 'Europe/Paris',
      lateMaximumDelayMs: 3_600_000,
      stopAfter: ['FAILED'],
      labels: [{ key: 'a', value: '1' }],
    });
  });

  test('a flow trigger', () => {
    const source = trigger(
      'trigger.Flow',
      'preconditions: { id: p, flows: [{ namespace: n, states: [SUCCESS] }], where: [{ id: w, filters: [{ field: FLOW_ID, type: REGEX, value: "a.*" }] }] }',
    );
    expect(parsed(source).flow.triggers[0]).toMatchObject({
      preconditions: {
        timeWindow: { type: 'DURATION_WINDOW', window: 'P1D' },
        resetOnSuccess: true,
        where: [{ operand: 'AND' }],
      },
    });
  });

  test.each<[string, string, string, string[]]>([
    [
      'a bad cron',
      'trigger.Schedule',
      'cron: "* * *"',
      ["triggers[0].cron | invalid cron expression '* * *': expected 5 fields, found 3"],
    ],
    [
      'a bad time zone',
      'trigger.Schedule',
      'cron: "@daily", timezone: Mars/Base',
      ["triggers[0].timezone | timezone '(Mars/Base)' is not a valid time-zone ID"],
    ],
    [
      'a system label',
      'trigger.Schedule',
      'cron: "@daily", labels: { system.x: y }',
      [
        'triggers[0].labels["system.x"] | System labels can only be set by Kestra itself, offending label: system.x=y',
      ],
    ],
    [
      'a bad pattern',
      'trigger.Flow',
      'preconditions: { id: p, where: [{ id: w, filters: [{ field: FLOW_ID, type: REGEX, value: "[" }] }] }',
      [
        'triggers[0].preconditions.where[0].filters[0].value | invalid pattern [[]: error parsing regexp: missing closing ]: `[`',
      ],
    ],
    [
      'a time window that lacks something and has too much',
      'trigger.Flow',
      'preconditions: { id: p, timeWindow: { type: DAILY_TIME_DEADLINE, window: P1D } }',
      [
        'triggers[0].preconditions.timeWindow.deadline | Time window of type `DAILY_TIME_DEADLINE` must have `deadline`',
        'triggers[0].preconditions.timeWindow.window | Time window of type `DAILY_TIME_DEADLINE` cannot have `window`',
      ],
    ],
    [
      'a webhook with several conditions as one',
      'trigger.Webhook',
      'key: k, conditions: [{ type: io.kestra.plugin.core.condition.MultipleCondition, id: m, conditions: { x: { type: io.kestra.plugin.core.condition.Weekend } } }]',
      ['triggers[0].conditions[0] | invalid webhook: conditions of type MultipleCondition are not supported'],
    ],
    [
      'an unknown condition inside another',
      'trigger.Flow',
      'conditions: [{ type: io.kestra.plugin.core.condition.Not, conditions: [{ type: io.kestra.plugin.core.condition.Weekends }] }]',
      [
        'triggers[0].conditions[0].conditions[0].type | Invalid type: io.kestra.plugin.core.condition.Weekends. Did you mean `io.kestra.plugin.core.condition.Weekend`?',
      ],
    ],
  ])('%s', (_name, type, more, expected) => {
    expect(errors(trigger(type, more)).sort()).toEqual(expected);
  });
});

describe('plugin defaults', () => {
  const defaulted = (defaults: string, tasks: string) =>
    parsed(`${head}tasks:\n${tasks}\npluginDefaults:\n${defaults}\n`).flow.tasks;
  const type = 'io.kestra.plugin.core.log.Log';

  test('fill in what is missing, the first one first; forced ones override, the last one last', () => {
    const tasks = defaulted(
      `- { type: ${type}, values: { level: DEBUG } }
- { type: io.kestra.plugin.core, values: { level: ERROR, description: d } }
- { type: io.kestra.plugin.core.log, forced: true, values: { disabled: true } }
- { type: io.kestra.core.tasks.log.Log, forced: true, values: { disabled: false } }`,
      `- { id: x, type: io.kestra.core.tasks.log.Log, message: hi, disabled: true }`,
    );
    expect(tasks[0]).toMatchObject({ disabled: false, description: 'd', properties: { level: 'DEBUG' } });
  });

  test('reach tasks inside tasks; maps are merged and lists joined', () => {
    const tasks = defaulted(
      `- { type: ${type}, values: { message: [a], retry: { type: constant, interval: PT1S } } }`,
      `- id: s\n  type: io.kestra.plugin.core.flow.Sequential\n  tasks: [{ id: x, type: ${type}, message: [b], retry: { interval: PT2S } }]`,
    );
    expect(tasks[0]?.flowable).toMatchObject({
      tasks: [{ properties: { message: ['a', 'b'] }, retry: { type: 'constant', intervalMs: 2000 } }],
    });
  });

  test('what they break is told at the task', () => {
    const source = `${head}tasks:\n- ${log('x')}\npluginDefaults:\n- { type: ${type}, values: { wrong: 1 } }\n`;
    const { issues } = parseFlow(source, taskCatalogue);
    expect(issues).toMatchObject([
      { path: 'tasks[0].wrong', line: 4, message: 'Unknown property `wrong` (set by `pluginDefaults`)' },
    ]);
  });

  test('a type that there is not is a warning', () => {
    const source = `${flow(`pluginDefaults: [{ type: ${type}s, values: { level: INFO } }]`)}`;
    expect(parsed(source).issues).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('Invalid Plugin Default') },
    ]);
  });
});

describe('what this version cannot run', () => {
  const cannot = (source: string): string[] => {
    const { flow: document, document: place } = parsed(source);
    return unsupported(document, place, { taskTypes: runnableTaskTypes }).map(
      ({ path, message, severity }) => {
        expect(severity).toBe('error');
        expect(message).toMatch(/cannot be run by this version yet$/);
        return path;
      },
    );
  };
  const task = (more: string) => `${head}tasks:\n- ${log('t', `, ${more}`)}\n`;

  test.each<[string, string[]]>([
    [flow(''), []],
    [task('retry: { type: constant, interval: PT1S }, timeout: PT1S, runIf: true'), []],
    [task('allowFailure: false, allowWarning: false, logToFile: false'), []],
    [webhook('disabled: true'), []],
    [flow('inputs: [{ id: x, type: STRING, defaults: "{{ x }}" }, { id: y, type: BOOL }]'), []],
    [flow('pluginDefaults: [{ type: io.kestra, values: { description: d } }]'), []],
    [flow('errors: []\nsla: []\noutputs: []'), []],
    [flow(`errors: [${log('e')}]`), ['errors']],
    [flow(`finally: [${log('e')}]`), ['finally']],
    [
      flow(`afterExecution: [${log('e', ', runIf: "{{ x }}"')}]`),
      ['afterExecution', 'afterExecution[0].runIf'],
    ],
    [flow(`listeners: [{ tasks: [${log('e')}] }]`), ['listeners']],
    [flow('outputs: [{ id: o, type: STRING, value: x }]'), []],
    [flow('concurrency: { limit: 1 }'), ['concurrency']],
    [flow('sla: [{ id: s, type: MAX_DURATION, behavior: FAIL, duration: PT1S }]'), ['sla']],
    [flow('checks: [{ condition: "{{ x }}", message: no }]'), ['checks']],
    [flow('retry: { type: random, minInterval: PT1S, maxInterval: PT2S }'), ['retry.type']],
    [flow('retry: { type: constant, interval: PT1S, behavior: CREATE_NEW_EXECUTION }'), ['retry.behavior']],
    [task('retry: { type: exponential, interval: PT1S, maxInterval: PT2S }'), ['tasks[0].retry.type']],
    [task('runIf: "{{ x }}"'), ['tasks[0].runIf']],
    [task('runIf: false'), ['tasks[0].runIf']],
    [task('allowFailure: true'), ['tasks[0].allowFailure']],
    [task('allowWarning: "true"'), ['tasks[0].allowWarning']],
    [task('timeout: "{{ x }}"'), ['tasks[0].timeout']],
    [task('logLevel: WARN'), ['tasks[0].logLevel']],
    [task('logToFile: true'), ['tasks[0].logToFile']],
    [flowable('Pause', 'delay: PT1S'), ['tasks[0].type']],
    [flowable('Pause', 'delay: PT1S, disabled: true'), []],
    [flowable('Sleep', 'duration: PT1S'), []],
    [flowable('Sequential', `tasks: [${log('x')}]`), []],
    [flowable('Parallel', `concurrent: 2, tasks: [${log('x')}]`), []],
    [flowable('Sequential', `tasks: [${log('x')}], timeout: PT1S`), ['tasks[0].timeout']],
    [flowable('Sequential', `tasks: [${log('x')}], errors: [${log('y')}]`), ['tasks[0].errors']],
    [flowable('Parallel', `tasks: [${log('x')}], finally: [${log('y')}]`), ['tasks[0].finally']],
    [
      flowable('Dag', `tasks: [{ task: ${log('x', ', allowFailure: true')} }]`),
      ['tasks[0].type', 'tasks[0].tasks[0].task.allowFailure'],
    ],
    [flow('inputs: [{ id: x, type: FILE }, { id: y, type: SECRET }]'), []],
    [flow('inputs: [{ id: x, type: INT, defaults: "{{ x }}" }]'), []],
    [flow('inputs: [{ id: x, type: INT }, { id: y, type: INT, dependsOn: { inputs: [x] } }]'), []],
    [trigger('trigger.Schedule', 'cron: "@daily"'), ['triggers[0].type']],
    [trigger('http.Trigger', 'uri: "http://x"'), ['triggers[0].type']],
    [webhook('conditions: [{ type: io.kestra.plugin.core.condition.Weekend }]'), ['triggers[0].conditions']],
    [webhook('labels: { a: b }'), ['triggers[0].labels']],
    [webhook('stopAfter: [FAILED]'), ['triggers[0].stopAfter']],
    [webhook('logLevel: WARN'), ['triggers[0].logLevel']],
    [webhook('logToFile: true'), ['triggers[0].logToFile']],
    [webhook('inputs: { a: b }'), ['triggers[0].inputs']],
    [webhook('wait: true'), ['triggers[0].wait']],
    [webhook('returnOutputs: true'), ['triggers[0].returnOutputs']],
    [webhook('responseContentType: text/plain'), ['triggers[0].responseContentType']],
  ])('%s', (source, paths) => {
    expect(cannot(source)).toEqual(paths);
  });

  test('comes with its place', () => {
    const { flow: document, document: place } = parsed(flow('concurrency: { limit: 1 }'));
    expect(unsupported(document, place, { taskTypes: runnableTaskTypes })).toEqual([
      {
        severity: 'error',
        path: 'concurrency',
        message: '`concurrency` cannot be run by this version yet',
        line: 5,
        column: 14,
        endColumn: 26,
      },
    ]);
  });
});

describe('what expressions refer to', () => {
  const readable = (template: string) => {
    const problem = checkTemplate(template);
    if (problem !== null) throw new Error(problem.message);
    return references(template);
  };
  const warnings = (source: string): string[] => {
    const { flow: document, document: place } = parsed(source);
    return referenceWarnings(document, place, readable).map(({ path, message }) => `${path} | ${message}`);
  };
  const say = (id: string, message: string) =>
    `- { id: ${id}, type: io.kestra.plugin.core.debug.Return, format: "${message}" }\n`;
  const tasks = (...lines: string[]) => `${head}tasks:\n${lines.join('')}`;
  const inside = (type: string, id: string, more: string, ...lines: string[]) =>
    `- id: ${id}\n  type: io.kestra.plugin.core.flow.${type}\n  ${more}\n${lines.join('').replace(/^/gm, '  ').trimEnd()}\n`;

  test.each<[string, string, string[]]>([
    ['what is there', tasks(say('x', 'a'), say('y', '{{ outputs.x.value ~ tasks.x.state }}')), []],
    [
      'no such task',
      tasks(say('first', 'a'), say('y', '{{ outputs.frist.value }}')),
      ['tasks[1].format | There is no task `frist`. Did you mean `first`?'],
    ],
    [
      'a later task',
      tasks(say('x', '{{ outputs.y.value }}'), say('y', 'a')),
      ['tasks[0].format | `outputs.y` cannot be read here: task `y` comes later and cannot have run yet'],
    ],
    [
      'itself',
      tasks(say('x', '{{ outputs.x.value }}')),
      ['tasks[0].format | `outputs.x` cannot be read here: a task cannot read its own outputs'],
    ],
    [
      'a disabled task',
      tasks(say('x', 'a').replace(' }', ', disabled: true }'), say('y', '{{ outputs.x.value }}')),
      ['tasks[1].format | `outputs.x` cannot be read here: task `x` is disabled and never runs'],
    ],
    [
      'another branch',
      tasks(
        inside(
          'If',
          'i',
          'condition: "true"',
          'then:\n',
          say('x', 'a'),
          'else:\n',
          say('y', '{{ outputs.x }}'),
        ),
      ),
      [
        'tasks[0].else[0].format | `outputs.x` cannot be read here: task `x` is in another branch and cannot have run',
      ],
    ],
    [
      'a neighbour in a Parallel',
      tasks(inside('Parallel', 'p', 'tasks:', say('x', '{{ outputs.y }}'), say('y', 'a'))),
      [],
    ],
    [
      'a later task of the same loop',
      tasks(inside('ForEach', 'p', 'values: [1]\n  tasks:', say('x', '{{ outputs.y }}'), say('y', 'a'))),
      [],
    ],
    [
      'a loop that reads what is inside it',
      tasks(inside('WaitFor', 'p', 'condition: "{{ outputs.x.value }}"\n  tasks:', say('x', 'a'))),
      [],
    ],
    ['the errors, that read the tasks', `${tasks(say('x', 'a'))}errors:\n${say('y', '{{ outputs.x }}')}`, []],
    [
      'a task that reads the errors',
      `${tasks(say('x', '{{ outputs.y }}'))}errors:\n${say('y', 'a')}`,
      ['tasks[0].format | `outputs.y` cannot be read here: task `y` comes later and cannot have run yet'],
    ],
    [
      'no such input',
      `${tasks(say('x', '{{ inputs.nmae }} {{ inputs.a.b }} {{ inputs.a }}'))}inputs: [{ id: name, type: INT }, { id: a.b, type: INT }]\n`,
      ['tasks[0].format | There is no input `nmae`. Did you mean `name`?'],
    ],
    [
      'no such variable',
      `${tasks(say('x', '{{ vars.hots }} {{ input.a }} {{ flow.id }}'))}variables: { host: a }\n`,
      [
        'tasks[0].format | There is no variable `hots`. Did you mean `host`?',
        'tasks[0].format | There is no variable `input`. Did you mean `inputs`?',
      ],
    ],
    [
      'names of the template itself',
      tasks(say('x', '{% for i in [1] %}{{ i }}{{ loop.index }}{% endfor %}')),
      [],
    ],
    [
      'an output of the flow',
      `${tasks(say('x', 'a'))}outputs: [{ id: o, type: STRING, value: "{{ outputs.y.value }}" }]\n`,
      ['outputs[0].value | There is no task `y`'],
    ],
    [
      'inputs',
      `${tasks(say('x', 'a'))}inputs: [{ id: a, type: INT, defaults: "{{ outputs.x.value | length }}" }]\n`,
      ['inputs[0].defaults | `outputs` is not known when inputs are read'],
    ],
    [
      'a description, which is not rendered',
      tasks(say('x', 'a').replace('id: x', 'id: x, description: "{{ z }}"')),
      [],
    ],
  ])('%s', (_name, source, expected) => {
    expect(warnings(source)).toEqual(expected);
  });

  test('an expression that cannot be read', () => {
    expect(warnings(tasks(say('x', '{{ a b')))[0]).toContain(
      'tasks[0].format | The expression cannot be read: ',
    );
  });
});
