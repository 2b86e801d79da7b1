import type { Arguments } from '../arguments';
import type { Meter } from '../budget';
import { Failure } from '../error';
import type { Call } from '../frame';
import { lazy } from '../lazy';
import { chain, type MaybePromise } from '../maybe-promise';
import { describeKind } from '../value';
import type { FunctionTable } from '.';
import type { Tags } from 'yaml';
import { readIon } from './ion';
import { YAML_NUMBERS } from './yaml-number';

const yamlLibrary = lazy(() => import('yaml'));
const ionLibrary = lazy(() => import('ion-js'));

/** Reading costs far more for a character than printing does. */
const MAX_CHARACTERS = 2_000_000;
const MAX_NESTING = 100;
const NUMBER_TAGS: ReadonlySet<string> = new Set(['tag:yaml.org,2002:int', 'tag:yaml.org,2002:float']);

function textOf(args: Arguments, name: string, meter: Meter): string {
  const text = args.value(name);
  if (typeof text !== 'string')
    throw new Failure(`Invalid ${name}: expected a text, got ${describeKind(text)}.`);
  if (text.length > MAX_CHARACTERS) {
    throw new Failure(`The expression reads a text of more than ${MAX_CHARACTERS} characters.`, 'budget');
  }
  meter.step(text.length);
  return text;
}

/** Refuses texts that could nest deeper than the stack holds: brackets, or lines that move in further and further. */
function refuseDeepNesting(text: string, name: string): void {
  let open = 0;
  for (const character of text) {
    if (character === '[' || character === '{') open += 1;
    else if (character === ']' || character === '}') open -= 1;
    else if (character === '\n') open = Math.max(0, open);
    if (open > MAX_NESTING) throw new Failure(`Invalid ${name}: the text is nested too deeply.`);
  }
}

/** What stands for infinity and for no number stays as it is. */
function isNumberTag(tag: Tags[number]): boolean {
  if (typeof tag === 'string' || !NUMBER_TAGS.has(tag.tag)) return false;
  return !('test' in tag && tag.test?.test('.nan') === true);
}

function fromYaml(args: Arguments, call: Call): MaybePromise<unknown> {
  if (!args.has('yaml')) throw new Failure("The 'yaml' function expects an argument 'yaml'.");
  const text = textOf(args, 'yaml', call.meter);
  refuseDeepNesting(text, 'yaml');
  if (/(?:[-?:] +){100}|^ {200}/m.test(text))
    throw new Failure('Invalid yaml: the text is nested too deeply.');
  return chain(yamlLibrary(), ({ isAlias, parseDocument, Scalar, visit }) => {
    const document = parseDocument(text, {
      merge: false,
      prettyErrors: false,
      customTags: (tags) => [...tags.filter((tag) => !isNumberTag(tag)), ...YAML_NUMBERS],
    });
    const [problem] = document.errors;
    if (problem !== undefined) {
      // The message of the parser can quote the text, which may hold a secret: only the place is told.
      const line = text.slice(0, problem.pos[0]).split('\n').length;
      throw new Failure(`Invalid yaml: error ${problem.code} at line ${line}.`);
    }
    // Kestra does not resolve anchors: an alias is its own name.
    visit(document, {
      Alias: (_key, node) => (isAlias(node) ? new Scalar(node.source) : undefined),
    });
    return document.toJS({ maxAliasCount: 0 }) as unknown;
  });
}

function fromIon(args: Arguments, call: Call): MaybePromise<unknown> {
  if (!args.has('ion')) throw new Failure("The 'fromIon' function expects an argument 'ion'.");
  if (args.value('ion') === null) return null;
  const text = textOf(args, 'ion', call.meter);
  refuseDeepNesting(text.replaceAll('(', '[').replaceAll(')', ']'), 'ion');
  return chain(ionLibrary(), (ion) => readIon(ion, text));
}

export const markupFunctions: FunctionTable = [
  ['yaml', { kind: 'fixed', parameters: ['yaml'], apply: fromYaml }],
  ['fromIon', { kind: 'fixed', parameters: ['ion'], apply: fromIon }],
];
