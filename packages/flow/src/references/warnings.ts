import type { Flow } from '../flow';
import type { Finding, FlowIssue } from '../issue';
import { hints } from '../nearest';
import type { FlowDocument } from '../parse';
import { shorten } from '../scalar';
import { valueAt } from '../source';
import { type Template, templatesIn } from '../templates';
import { inputReferenceWarnings } from './input-warnings';
import { type Place, placesOf, whyNotYet } from './place';
import { prefixesOf } from './prefixes';
import { webhookInputWarnings } from './webhook-warnings';

/** What a template reads: the shape that `references` of packages/expression gives. */
export interface TemplateReference {
  /** Name of the variable; `*` when the template may read every one. */
  readonly root: string;
  readonly path: readonly (string | number | symbol)[];
}

/** Lists what a template reads. Throws, with the reason as message, if it cannot be read itself. */
export type References = (template: string) => readonly TemplateReference[];

const VARIABLES: ReadonlySet<string> = new Set(
  (
    'flow execution task taskrun parents parent outputs tasks inputs trigger labels vars envs globals schedule ' +
    'workingDir outputDir error kv secrets namespace kestra'
  ).split(' '),
);

/** Types whose expressions see variables of their own: fields of a record, an answer, a count. */
const OWN_VARIABLES: ReadonlySet<string> = new Set([
  'io.kestra.plugin.core.storage.FilterItems',
  'io.kestra.plugin.core.storage.DeduplicateItems',
  'io.kestra.plugin.core.execution.Count',
  'io.kestra.plugin.core.templating.TemplatedTask',
]);

/** How many characters of expressions are looked at in one document; far more than flows that people write have. */
const MAX_CHARACTERS = 500_000;

const SUBFLOW = 'io.kestra.plugin.core.flow.Subflow';
const NOT_RENDERED = ['id', 'type', 'description'];
const CHILD_LISTS = ['tasks', 'then', 'else', 'cases', 'defaults', 'errors', 'finally', 'onResume'];

/**
 * Looks at the expressions of a good flow, without running it: warns of those that cannot be read, and of those that
 * refer to a task, an input or a variable that does not exist, or to a task that cannot have run yet. An expression may
 * guard such a reference (`??`), and variables may be given at run time: hence warnings.
 */
export function referenceWarnings(flow: Flow, document: FlowDocument, references: References): FlowIssue[] {
  const places = placesOf(flow);
  const check = new ReferenceCheck(flow, places, references);
  const findings = places.flatMap((place) => {
    const hidden = hiddenIn(place);
    return templatesIn(valueAt(document.root, place.path), place.path, hidden).flatMap((template) =>
      check.findings(template, place),
    );
  });
  const ofFlow = ['outputs', 'sla', 'checks'].flatMap((name) =>
    templatesIn(valueAt(document.root, [name]), [name], NOT_RENDERED).flatMap((template) =>
      check.findings(template, undefined),
    ),
  );
  return document.locate([
    ...inputReferenceWarnings(flow, references),
    ...webhookInputWarnings(flow),
    ...findings,
    ...ofFlow,
  ]);
}

function hiddenIn({ task }: Place): readonly string[] {
  if (task.flowable) return [...NOT_RENDERED, ...CHILD_LISTS];
  // Its `outputs` are rendered with those of the other flow
  return task.type === SUBFLOW ? [...NOT_RENDERED, 'outputs'] : NOT_RENDERED;
}

class ReferenceCheck {
  private readonly hint = hints();
  private characters = 0;
  private readonly byId: ReadonlyMap<string, Place>;
  private readonly taskIds: ReadonlySet<string>;
  private readonly inputs: ReadonlySet<string>;
  /** The inputs, and the maps that those with dots in their names lie in. */
  private readonly inputWays: ReadonlySet<string>;
  private readonly variables: ReadonlySet<string>;

  constructor(
    flow: Flow,
    places: readonly Place[],
    private readonly references: References,
  ) {
    this.byId = new Map(places.map((place) => [place.task.id, place]));
    this.inputs = new Set(flow.inputs.map(({ id }) => id));
    this.inputWays = new Set([...this.inputs].flatMap(prefixesOf));
    this.variables = new Set(Object.keys(flow.variables));
    this.taskIds = new Set(
      places.flatMap(({ task }) =>
        task.flowable?.kind === 'forEachItem'
          ? [task.id, `${task.id}_split`, `${task.id}_items`, `${task.id}_merge`]
          : [task.id],
      ),
    );
  }

  findings({ path, text }: Template, place: Place | undefined): Finding[] {
    const before = this.characters;
    this.characters += text.length;
    if (this.characters > MAX_CHARACTERS) {
      const message = 'From here on, expressions are not looked at: they are too long, all together';
      return before > MAX_CHARACTERS ? [] : [{ severity: 'warning', path, message }];
    }
    let read: readonly TemplateReference[];
    try {
      read = this.references(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [{ severity: 'warning', path, message: `The expression cannot be read: ${reason}` }];
    }
    const messages = read.flatMap((reference) => this.problem(reference, place) ?? []);
    return [...new Set(messages)].map((message) => ({ severity: 'warning', path, message }));
  }

  private problem({ root, path }: TemplateReference, place: Place | undefined): string | undefined {
    const [first] = path;
    switch (root) {
      case 'outputs':
      case 'tasks':
        return typeof first === 'string' ? this.taskProblem(root, first, place) : undefined;
      case 'inputs':
        return this.inputProblem(path);
      case 'vars': {
        if (typeof first !== 'string' || this.variables.has(first)) return undefined;
        return `There is no variable \`${shorten(first)}\`${this.hint(first, this.variables)}`;
      }
      default: {
        if (root === '*' || VARIABLES.has(root) || OWN_VARIABLES.has(place?.task.type ?? ''))
          return undefined;
        return `There is no variable \`${shorten(root)}\`${this.hint(root, VARIABLES)}`;
      }
    }
  }

  private taskProblem(root: string, id: string, place: Place | undefined): string | undefined {
    const other = this.byId.get(id);
    if (other === undefined)
      return this.taskIds.has(id)
        ? undefined
        : `There is no task \`${shorten(id)}\`${this.hint(id, this.taskIds)}`;
    const reason = place === undefined ? undefined : whyNotYet(place, other);
    return reason === undefined ? undefined : `\`${root}.${id}\` cannot be read here: ${reason}`;
  }

  /** `inputs.a` is good for an input `a.b`, and `inputs.a.b` for an input `a`. */
  private inputProblem(path: TemplateReference['path']): string | undefined {
    const known = path.slice(0, path.findIndex((part) => typeof part !== 'string') >>> 0) as string[];
    if (known.length === 0) return undefined;
    const id = known.join('.');
    const isKnown = this.inputWays.has(id) || prefixesOf(id).some((prefix) => this.inputs.has(prefix));
    return isKnown ? undefined : `There is no input \`${shorten(id)}\`${this.hint(id, this.inputs)}`;
  }
}
