import { expect, test } from 'vitest';
import { foldedMessage, foldSteps, messageParts } from './message-parts';

const esc = '\u001b';

/** Each part as its text with what is special about it. */
function parts(message: string) {
  return messageParts(message).map(({ text, colour, isBold, isDim, isUnderlined, href, isControl }) =>
    [
      text,
      colour,
      isBold && 'bold',
      isDim && 'dim',
      isUnderlined && 'underlined',
      href && `-> ${href}`,
      isControl && 'control',
    ]
      .filter((each) => each)
      .join(' | '),
  );
}

test.each([
  { name: 'plain text is one part', message: 'a <b>b</b> \n c', gives: ['a <b>b</b> \n c'] },
  {
    name: 'colours and weights',
    message: `${esc}[32mgreen${esc}[0m and ${esc}[1;31mbold red${esc}[0m.`,
    gives: ['green | green', ' and ', 'bold red | red | bold', '.'],
  },
  {
    name: 'a colour of sixteen million is left to the theme',
    message: `${esc}[38;2;1;2;3mdark${esc}[0m`,
    gives: ['dark'],
  },
  {
    name: 'cursors, titles and links of terminals are not shown',
    message: `${esc}]0;title\u0007a${esc}[2K${esc}[1Gb${esc}]8;;http://x${esc}\\c`,
    gives: ['abc'],
  },
  {
    name: 'addresses, without the point behind them',
    message: 'see https://example.com/a?b=c. (http://x.org/y)',
    gives: [
      'see ',
      'https://example.com/a?b=c | -> https://example.com/a?b=c',
      '.',
      ' (',
      'http://x.org/y | -> http://x.org/y',
      ')',
    ],
  },
  {
    name: 'only addresses of the web',
    message: 'javascript:alert(1) ftp://x',
    gives: ['javascript:alert(1) ftp://x'],
  },
  {
    name: 'what turns the writing around is told',
    message: 'a \u202etxt.exe',
    gives: ['a ', 'U+202E | control', 'txt.exe'],
  },
])('$name', ({ message, gives }) => expect(parts(message)).toEqual(gives));

test('a very long message is shown in steps, and no character is cut apart', () => {
  const [first = 0, second = 0] = foldSteps;
  const message = 'x'.repeat(5_000_000);
  expect(foldedMessage(message, 0)).toEqual({ shown: 'x'.repeat(first), left: 5_000_000 - first });
  expect(foldedMessage(message, 1).shown).toHaveLength(second);
  expect(foldedMessage(message, 99).shown).toHaveLength(foldSteps.at(-1) ?? 0);
  expect(foldedMessage('short', 0)).toEqual({ shown: 'short', left: 0 });
  const pairs = '😀'.repeat(first);
  expect(foldedMessage(`a${pairs}`, 0).shown.length).toBe(first - 1);
});
