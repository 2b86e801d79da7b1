const OPENING = /\{%-?\s*raw\s*-?%\}/g;
const CLOSING = /\{%-?\s*endraw\s*-?%\}/g;

/** Takes the tags of raw blocks away and keeps what is between them. */
export function removeRawTags(text: string): string {
  let result = '';
  let at = 0;
  for (;;) {
    OPENING.lastIndex = at;
    const opening = OPENING.exec(text);
    if (opening === null) break;
    CLOSING.lastIndex = opening.index + opening[0].length;
    const closing = CLOSING.exec(text);
    if (closing === null) break;
    result += text.slice(at, opening.index) + text.slice(opening.index + opening[0].length, closing.index);
    at = closing.index + closing[0].length;
  }
  return result + text.slice(at);
}
