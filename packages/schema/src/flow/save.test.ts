import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSchemaWorld, type SchemaWorld } from '../schema.world';

let world: SchemaWorld;
beforeAll(async () => {
  world = await createSchemaWorld();
});
afterAll(() => world.close());

const flow = (id: string, more = '') =>
  `id: ${id}\nnamespace: saves\n${more}\ntasks: [{ id: hello, type: io.kestra.plugin.core.log.Log, message: hi }]\n`;

const SAVE = `mutation ($input: SaveFlowInput!) { saveFlow(input: $input) {
  __typename
  ... on SaveFlowSuccess { revisionCreated flow { revision source description } }
  ... on Error { message }
  ... on FlowConflict { namespace flowId currentRevision currentFlow { source } }
} }`;

const save = async (source: string, expectedRevision?: number) =>
  (await world.ask(SAVE, { input: { source, expectedRevision } })).saveFlow;

describe('saveFlow', () => {
  test('twenty at once are each answered with their own revision and text', async () => {
    const sources = Array.from({ length: 20 }, (_, index) => flow('busy', `description: number ${index}`));
    const answers = await Promise.all(sources.map((source) => save(source)));
    expect(answers.map((answer) => answer.flow.source)).toEqual(sources);
    expect(answers.map((answer) => answer.flow.description)).toEqual(
      sources.map((_, index) => `number ${index}`),
    );
    expect(new Set(answers.map((answer) => answer.flow.revision)).size).toBe(20);
  });

  test('upon an older revision nothing is stored, and what is there now is shown', async () => {
    await save(flow('edited', 'description: first'), 0);
    const second = flow('edited', 'description: second');
    expect(await save(second, 1)).toMatchObject({ __typename: 'SaveFlowSuccess', flow: { revision: 2 } });
    expect(await save(flow('edited', 'description: late'), 1)).toEqual({
      __typename: 'FlowConflict',
      message: 'The flow edited in namespace saves is not at the expected revision: it is at 2 now.',
      namespace: 'saves',
      flowId: 'edited',
      currentRevision: 2,
      currentFlow: { source: second },
    });
    expect(await save(flow('edited', 'description: late'))).toMatchObject({ flow: { revision: 3 } });
  });

  test('of two that create the same flow one is told that it exists', async () => {
    const answers = await Promise.all([save(flow('created'), 0), save(flow('created'), 0)]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['FlowConflict', 'SaveFlowSuccess']);
  });

  test('of a flow that is gone says so', async () => {
    await save(flow('gone'));
    await world.runtime.deleteFlow('saves', 'gone');
    expect(await save(flow('gone'), 1)).toMatchObject({
      __typename: 'FlowConflict',
      currentRevision: null,
      currentFlow: null,
      message:
        'The flow gone in namespace saves is not at the expected revision: there is no such flow any more.',
    });
  });

  test('takes no negative revision', async () => {
    const { errors } = await world.answer(SAVE, { input: { source: flow('any'), expectedRevision: -1 } });
    expect(errors?.[0]?.extensions.code).toBe('BAD_ARGUMENT');
  });
});

test('deleteFlow says what was deleted, or that there was nothing', async () => {
  await save(flow('deleted'));
  const remove = async () =>
    (
      await world.ask(`mutation { deleteFlow(input: { namespace: "saves", flowId: "deleted" }) {
        __typename ... on DeleteFlowSuccess { namespace flowId } ... on Error { message }
      } }`)
    ).deleteFlow;
  expect(await remove()).toEqual({ __typename: 'DeleteFlowSuccess', namespace: 'saves', flowId: 'deleted' });
  expect(await remove()).toEqual({
    __typename: 'FlowNotFound',
    message: 'There is no flow deleted in namespace saves.',
  });
});

test('the tasks of a flow are a tree, each with the name of its list', async () => {
  await save(`id: tree
namespace: saves
tasks:
  - id: both
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - id: left
        type: io.kestra.plugin.core.flow.Sequential
        tasks: [{ id: inner, type: io.kestra.plugin.core.log.Log, message: hi }]
      - { id: right, type: io.kestra.plugin.core.log.Log, message: hi, disabled: true }
`);
  const { flow: told } = await world.ask(`{ flow(namespace: "saves", flowId: "tree") {
    tasks { ...t tasks { ...t tasks { ...t } } }
  } } fragment t on FlowTask { taskId branch hasTasks disabled }`);
  const leaf = { branch: 'tasks', hasTasks: false, disabled: false };
  expect(told.tasks).toEqual([
    {
      ...leaf,
      taskId: 'both',
      hasTasks: true,
      tasks: [
        { ...leaf, taskId: 'left', hasTasks: true, tasks: [{ ...leaf, taskId: 'inner' }] },
        { ...leaf, taskId: 'right', disabled: true, tasks: [] },
      ],
    },
  ]);
});

test('an editor is told the JSON Schema of a flow and the types that there are', async () => {
  const { flowJsonSchema, taskTypes, triggerTypes, viewer } = await world.ask(`{
    flowJsonSchema
    taskTypes { type aliases title runnable page }
    triggerTypes { type runnable }
    viewer { kind }
  }`);
  expect(flowJsonSchema).toMatchObject({ type: 'object', properties: { id: {}, namespace: {}, tasks: {} } });
  const typeOf = (type: string) => taskTypes.find((each: { type: string }) => each.type === type);
  expect(typeOf('io.kestra.plugin.core.log.Log')).toMatchObject({
    aliases: ['io.kestra.core.tasks.log.Log'],
    runnable: true,
    page: expect.stringContaining('`message`'),
  });
  expect(typeOf('io.kestra.plugin.core.flow.Pause')).toMatchObject({ runnable: false });
  expect(triggerTypes).toContainEqual({ type: 'io.kestra.plugin.core.trigger.Webhook', runnable: true });
  expect(viewer).toEqual({ kind: 'ANYONE' });
});
