import type { Arguments } from '../arguments';
import type { Call } from '../frame';
import { chain, collect, type MaybePromise } from '../maybe-promise';
import { entriesOf, isList, isMap, setOwn } from '../value';
import type { FunctionTable } from '.';

/** Renders every text inside a value again; maps with their keys. */
function renderInside(value: unknown, recursive: boolean, call: Call): MaybePromise<unknown> {
  call.meter.step();
  if (typeof value === 'string') return call.renderAgain(value, recursive);
  if (isList(value)) {
    call.meter.enter();
    const items = collect(value.length, (index) => renderInside(value[index], recursive, call));
    return chain(items, (rendered) => {
      call.meter.leave();
      return rendered;
    });
  }
  if (!isMap(value)) return value ?? null;
  call.meter.enter();
  const entries = entriesOf(value);
  const rendered = collect(entries.length, (index) => {
    const [key, item] = entries[index] ?? ['', null];
    return chain(call.renderAgain(key, recursive), (name) =>
      chain(renderInside(item, recursive, call), (result): [string, unknown] => [name, result]),
    );
  });
  return chain(rendered, (pairs) => {
    call.meter.leave();
    const result: Record<string, unknown> = {};
    for (const [key, item] of pairs) if (!Object.hasOwn(result, key)) setOwn(result, key, item);
    return result;
  });
}

function render(args: Arguments, call: Call): MaybePromise<unknown> {
  return renderInside(args.value('toRender'), args.booleanOr('recursive', true), call);
}

const allVariables = {
  kind: 'fixed',
  parameters: [],
  apply: (_args: Arguments, call: Call) => call.variables(),
} as const;

export const contextFunctions: FunctionTable = [
  ['render', { kind: 'fixed', parameters: ['toRender', 'recursive'], apply: render }],
  [
    'renderOnce',
    {
      kind: 'fixed',
      parameters: ['toRender'],
      apply: (args, call) => renderInside(args.value('toRender'), false, call),
    },
  ],
  ['printContext', allVariables],
  ['fetchContext', allVariables],
];
