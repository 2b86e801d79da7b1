import type { JsonValue, Task } from '@headrace/flow';
import { isJsonMap } from '@headrace/json';

/** Every text in a task's properties, keys of maps included: the templates that running it may render. */
export function propertiesTemplates(task: Pick<Task, 'properties'>): string[] {
  const found: string[] = [];
  const collect = (value: JsonValue): void => {
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) value.forEach(collect);
    else if (isJsonMap(value)) {
      for (const [key, inner] of Object.entries(value)) {
        found.push(key);
        collect(inner);
      }
    }
  };
  for (const value of Object.values(task.properties)) collect(value);
  return found;
}
