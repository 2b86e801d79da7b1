/** A message with the searched text marked. */
export function LogMessage({ message, text }: { message: string; text: string }) {
  const searched = text.trim().toLowerCase();
  if (searched === '') return message;
  const lower = message.toLowerCase();
  const parts = [];
  let from = 0;
  for (let at = lower.indexOf(searched); at >= 0; at = lower.indexOf(searched, from)) {
    if (at > from) parts.push(message.slice(from, at));
    from = at + searched.length;
    parts.push(<mark key={at}>{message.slice(at, from)}</mark>);
  }
  parts.push(message.slice(from));
  return <>{parts}</>;
}
