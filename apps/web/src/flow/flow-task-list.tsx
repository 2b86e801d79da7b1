import { graphql } from '../graphql/graphql';
import classes from './flow-screen.module.css';

export const FlowTaskLine_Fields = graphql(`
  fragment FlowTaskLine on FlowTask {
    taskId
    type
    description
    disabled
    branch
    hasTasks
  }
`);

export interface ListedTask {
  taskId: string;
  type: string;
  description: string | null;
  disabled: boolean;
  /** The list it stands in, such as `tasks`, `errors` or `then`. */
  branch: string;
  hasTasks: boolean;
  /** Absent where the page does not look deeper. */
  tasks?: readonly ListedTask[];
}

/** The tasks of a flow as they stand in each other; a list that is not called `tasks` is named. */
export function FlowTaskList({ tasks, depth = 0 }: { tasks: readonly ListedTask[]; depth?: number }) {
  return (
    <ol className={`${classes.list} ${classes.tasks}`} data-depth={depth}>
      {tasks.map((task, index) => (
        <li key={`${task.branch} ${task.taskId}`}>
          {task.branch !== 'tasks' && task.branch !== tasks[index - 1]?.branch && (
            <span className={classes.branch}>{task.branch}</span>
          )}
          <span className={classes.name}>{task.taskId}</span>
          <span className={classes.type} title={task.type}>
            {task.type.slice(task.type.lastIndexOf('.') + 1)}
          </span>
          {(task.description || task.disabled) && (
            <span className={classes.note}>{task.disabled ? 'Disabled' : task.description}</span>
          )}
          {task.tasks && task.tasks.length > 0 && (
            <div className={classes.inner}>
              <FlowTaskList tasks={task.tasks} depth={depth + 1} />
            </div>
          )}
          {task.hasTasks && !task.tasks && <span className={classes.note}>with more tasks in it</span>}
        </li>
      ))}
    </ol>
  );
}
