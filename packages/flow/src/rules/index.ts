import type { Finding } from '../issue';
import type { JsonValue } from '../json';
import type { TaskCatalogue } from '../task-type';
import { writtenTasks } from '../written';
import { flowableFindings } from './flowables';
import { duplicateIds, inputLists } from './ids';
import { inputFindings } from './inputs';
import { systemLabels } from './labels';
import { oldSpellings } from './spellings';

export { defaultWarnings } from './defaults';
export { sizeFindings } from './size';

/**
 * What holds between the parts of a document. These rules read the document as written, so that they speak up
 * together with the schema and not only once everything else is right.
 */
export function ruleFindings(root: JsonValue, catalogue: TaskCatalogue): Finding[] {
  const tasks = writtenTasks(root, catalogue);
  const inputs = inputLists(root, tasks);
  return [
    ...duplicateIds(root, tasks),
    ...inputs.flatMap(inputFindings),
    ...systemLabels(root),
    ...flowableFindings(root, tasks, catalogue),
    ...oldSpellings(root, tasks, inputs, catalogue),
  ];
}
