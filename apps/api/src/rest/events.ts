/** A server-sent event in Kestra's form: its kind is its id, its data one line of JSON. */
export function eventText(id: 'start' | 'progress' | 'end', json: string): string {
  return `id: ${id}\ndata: ${json}\n\n`;
}

/**
 * The answer whose body are these events. Each is made when the one before it has gone out; `stopped` is aborted when the client goes
 * away, and must end what the events wait for.
 */
export function eventsAnswer(events: AsyncIterator<string, void>, stopped: AbortController): Response {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await events.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      cancel: () => stopped.abort(),
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}
