import Anser from 'anser';

/** Colours that terminals name; each is a token of both themes, so that it can be read on either. */
export type MessageColour = 'black' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white';

/** A stretch of a log message that looks the same throughout. */
export interface MessagePart {
  text: string;
  colour: MessageColour | null;
  isBold: boolean;
  isDim: boolean;
  isUnderlined: boolean;
  /** Where it leads, if it is an address. */
  href: string | null;
  /** Stands for a character that cannot be seen and would turn the order of the others around. */
  isControl: boolean;
}

const plain = {
  colour: null,
  isBold: false,
  isDim: false,
  isUnderlined: false,
  href: null,
  isControl: false,
};

/** What a message may hold beyond text. */
const special = /[\u001b\u009b\u202a-\u202e\u2066-\u2069]|https?:\/\//;
/** Titles of windows and links of terminals, and every sequence but that of colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const unshown =
  /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|(?:\u001b\[|\u009b)[0-9;:?<=>]*[ -/]*[@-ln-~]|\u001b[^[\]]/g;
const directions = /([\u202a-\u202e\u2066-\u2069])/;
const address = /(https?:\/\/[^\s<>"'`\\^{|}\u001b]+)/;
const afterAddress = /[.,;:!?)\]]+$/;

/** A message as parts: colours of terminals, addresses to follow, and marks where writing direction is overridden. */
export function messageParts(message: string): MessagePart[] {
  if (!special.test(message)) return [{ ...plain, text: message }];
  return Anser.ansiToJson(message.replace(unshown, ''), { json: true, remove_empty: true, use_classes: true })
    .map(({ content, fg, decorations }) => ({
      ...plain,
      text: content,
      colour: colourOf(fg),
      isBold: decorations.includes('bold'),
      isDim: decorations.includes('dim'),
      isUnderlined: decorations.includes('underline'),
    }))
    .flatMap(withControls)
    .flatMap(withLinks);
}

function colourOf(name: string | null): MessageColour | null {
  const found = /^ansi-(?:bright-)?(black|red|green|yellow|blue|magenta|cyan|white)$/.exec(name ?? '');
  return (found?.[1] as MessageColour | undefined) ?? null;
}

function withControls(part: MessagePart): MessagePart[] {
  return split(part, directions, (text) => ({
    text: `U+${text.codePointAt(0)?.toString(16).toUpperCase()}`,
    isControl: true,
  }));
}

function withLinks(part: MessagePart): MessagePart[] {
  if (part.isControl) return [part];
  return split(part, address, (text) => {
    const href = text.replace(afterAddress, '');
    return { text: href, href, behind: text.slice(href.length) };
  });
}

/** The part cut where the pattern (with one group around it all) is found, and what is found changed. */
function split(
  part: MessagePart,
  pattern: RegExp,
  change: (found: string) => Partial<MessagePart> & { behind?: string },
): MessagePart[] {
  return part.text.split(pattern).flatMap((text, index) => {
    if (index % 2 === 0) return text === '' ? [] : [{ ...part, text }];
    const { behind = '', ...changes } = change(text);
    return [{ ...part, ...changes }, ...(behind === '' ? [] : [{ ...part, text: behind }])];
  });
}

/** How much of a very long message is drawn: a first look, then more with each step; beyond the last only a download helps. */
export const foldSteps: readonly number[] = [4_000, 40_000, 400_000];

/** The first characters of a message, and how many are left out. A pair of surrogates is not cut apart. */
export function foldedMessage(message: string, step: number): { shown: string; left: number } {
  const limit = foldSteps[Math.min(step, foldSteps.length - 1)] ?? message.length;
  // A little more than the limit is not worth a button.
  if (message.length <= limit * 1.1) return { shown: message, left: 0 };
  const isPair = /[\ud800-\udbff]/.test(message.charAt(limit - 1));
  const length = isPair ? limit - 1 : limit;
  return { shown: message.slice(0, length), left: message.length - length };
}
