import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkerWorld, type WorkerWorld } from './worker.world';

let world: WorkerWorld;
let run: WorkerWorld['run'];

beforeAll(async () => {
  world = await createWorkerWorld();
  run = world.run;
});
afterAll(() => world.close());

function flow(id: string, tasks: string, more = ''): string {
  return `id: ${id}\nnamespace: test\n${more}tasks:\n${tasks}`;
}

describe('a worker', () => {
  test('runs hello-world', async () => {
    const { execution, lines } = await run(
      flow(
        'hello-world',
        '  - id: hello\n    type: io.kestra.plugin.core.log.Log\n    message: Hello World! 🚀\n',
      ),
    );
    expect(execution.state).toBe('SUCCESS');
    expect(lines).toMatchObject([
      { level: 2, message: 'Hello World! 🚀', taskId: 'hello', attempt: 1, line: 1 },
    ]);
  });

  test('gives tasks their inputs, labels, variables and the outputs of earlier tasks', async () => {
    const { execution, lines } = await run(
      flow(
        'context',
        `  - id: first
    type: io.kestra.core.tasks.debugs.Return
    format: "{{ inputs.name }} {{ labels.team }} {{ vars.x }} {{ flow.id }} {{ task.id }} {{ taskrun.attemptsCount }}"
  - id: second
    type: io.kestra.core.tasks.log.Log
    message: ["{{ outputs.first.value }}", "{{ tasks.first.state }}"]
    level: WARN
`,
        'labels: { team: data }\nvariables: { x: 7 }\ninputs:\n  - id: name\n    type: STRING\n',
      ),
      { name: 'Ada' },
    );
    expect(execution.state).toBe('SUCCESS');
    expect(execution.taskRuns[0]?.outputs).toEqual({ value: 'Ada data 7 context first 0' });
    expect(lines.filter(({ level }) => level === 3).map(({ message }) => message)).toEqual([
      'Ada data 7 context first 0',
      'SUCCESS',
    ]);
  });

  test('fails a task whose template fails, says where, and starts nothing after it', async () => {
    const { execution, lines } = await run(
      flow(
        'broken',
        `  - id: bad
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs.nothing }}"
  - id: never
    type: io.kestra.plugin.core.log.Log
    message: never
`,
      ),
    );
    expect(execution.state).toBe('FAILED');
    expect(execution.taskRuns.map(({ taskId, state }) => [taskId, state])).toEqual([['bad', 'FAILED']]);
    expect(execution.taskRuns[0]?.attempts[0]).toMatchObject({ state: 'FAILED' });
    expect(lines).toMatchObject([{ level: 4, message: expect.stringContaining('Unable to find `inputs`') }]);
  });

  test('tries a task again as its retry says', async () => {
    const { execution } = await run(
      flow(
        'retried',
        `  - id: flaky
    type: io.kestra.plugin.core.debug.Return
    format: "{{ taskrun.attemptsCount == 2 ? 'done' : vars.missing }}"
    retry: { type: constant, interval: PT0.01S, maxAttempt: 5 }
`,
      ),
    );
    expect(execution.state).toBe('SUCCESS');
    const [taskRun] = execution.taskRuns;
    expect(taskRun?.attempts.map(({ state }) => state)).toEqual(['FAILED', 'FAILED', 'SUCCEEDED']);
    expect((taskRun?.history as { state: string }[]).map(({ state }) => state)).toEqual([
      ...['CREATED', 'RUNNING', 'FAILED', 'RETRYING'],
      ...['CREATED', 'RUNNING', 'FAILED', 'RETRYING'],
      ...['CREATED', 'RUNNING', 'SUCCESS'],
    ]);
  });

  test('stores many lines of one attempt in order', async () => {
    const messages = Array.from({ length: 3000 }, (_, index) => `line ${index}`);
    const { lines } = await run(
      flow(
        'talkative',
        `  - id: log\n    type: io.kestra.plugin.core.log.Log\n    message: ${JSON.stringify(messages)}\n`,
      ),
    );
    expect(lines.map(({ message }) => message)).toEqual(messages);
    expect(lines.map(({ position }) => position)).toEqual(messages.map((_, index) => index + 1));
  });
});
