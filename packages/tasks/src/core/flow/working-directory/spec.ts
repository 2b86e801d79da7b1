import { flowableType, type TaskType, workingDirectory } from '@headrace/flow';

export const workingDirectoryType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.WorkingDirectory',
  aliases: ['io.kestra.core.tasks.flows.WorkingDirectory', 'io.kestra.core.tasks.flows.Worker'],
  title: 'Tasks in one directory',
  description:
    'Runs its tasks one after another on one worker, in one directory that they share. Only tasks that a worker runs are allowed inside.',
  flowable: workingDirectory,
  expressions: ['inputFiles', 'outputFiles'],
  outputs: [{ name: 'outputFiles', type: 'MAP', description: 'Addresses of the files kept, by name.' }],
});
