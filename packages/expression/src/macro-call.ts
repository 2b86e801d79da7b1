import { bindArguments } from './arguments';
import { Failure } from './error';
import type { Execute, Macro } from './definitions';
import { type Frame, Scope } from './frame';
import { chain, type MaybePromise, repeat } from './maybe-promise';
import { TOO_MANY_ATTEMPTS } from './messages';

/** Levels of the stack that a call needs besides those of what it calls. */
const LEVELS_OF_A_CALL = 4;

/** Gives the text that a macro prints. It sees its arguments and nothing else. */
export function callMacro(
  macro: Macro,
  positional: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
  frame: Frame,
): MaybePromise<string> {
  const { parameters } = macro;
  const given = bindArguments(
    parameters.map((parameter) => parameter.name),
    positional,
    named,
  );
  const scope = new Scope(null);
  const inner = frame.isolated(scope);
  return guarded(frame, () => {
    const bound = repeat(parameters.length, (index) => {
      const parameter = parameters[index];
      if (parameter === undefined) return;
      const { name, fallback, size } = parameter;
      if (given.has(name) || fallback === null) {
        scope.variables.set(name, given.value(name));
        return;
      }
      frame.meter.step(size);
      return chain(fallback(inner), (value) => {
        scope.variables.set(name, value);
      });
    });
    return chain(bound, () => chain(macro.body(inner), () => inner.sink.text));
  });
}

/** Gives the text that a block of the template prints; an unknown block prints nothing. */
export function callBlock(block: Execute | undefined, frame: Frame): MaybePromise<string> {
  if (block === undefined) return '';
  const inner = frame.capturing();
  return guarded(frame, () => chain(block(inner), () => inner.sink.text));
}

/** What calls itself must stop before the stack ends. */
function guarded(frame: Frame, work: () => MaybePromise<string>): MaybePromise<string> {
  const levels = frame.definitions.height + LEVELS_OF_A_CALL;
  if (!frame.meter.hasRoomFor(levels)) throw new Failure(TOO_MANY_ATTEMPTS, 'budget');
  frame.meter.enter(levels);
  const leave = (): void => frame.meter.leave(levels);
  try {
    const text = work();
    if (text instanceof Promise) return text.finally(leave);
    leave();
    return text;
  } catch (error) {
    leave();
    throw error;
  }
}
