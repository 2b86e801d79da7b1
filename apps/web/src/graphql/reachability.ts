/** Whether requests that wait for the server are under way: the pages that a click asked for. */
let waiting = 0;
const listeners = new Set<() => void>();

/** How many pages wait for a server that does not answer, as an external store for React. */
export const unreachable = {
  get: (): boolean => waiting > 0,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function count(step: 1 | -1): void {
  waiting += step;
  for (const listener of [...listeners]) listener();
}

type Fetch = typeof fetch;

interface Options {
  /** Milliseconds until the next try. */
  pauseMs: number;
  pause(ms: number): Promise<void>;
}

/**
 * A `fetch` that asks for a page of a click again and again while the server does not answer. The router would load the whole
 * document instead, and that is the browser's error page, from which nothing leads back. Other requests pass as they are.
 */
export function patientFetch(send: Fetch, { pauseMs, pause }: Options): Fetch {
  return async (input, init) => {
    if (!isPageOfAClick(init)) return send(input, init);
    let isWaiting = false;
    try {
      for (;;) {
        const answer = await send(input, init).catch((error: unknown) => {
          if (init?.signal?.aborted) throw error;
          return null;
        });
        if (answer && !isGatewayError(answer.status)) return answer;
        if (!isWaiting) {
          isWaiting = true;
          count(1);
        }
        await pause(pauseMs);
      }
    } finally {
      if (isWaiting) count(-1);
    }
  };
}

/** What a proxy says when there is no server behind it. */
function isGatewayError(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

/** The router names what it asks for; what it only fetches ahead may fail. */
function isPageOfAClick(init: RequestInit | undefined): boolean {
  const headers = new Headers(init?.headers);
  return headers.has('rsc') && !headers.has('next-router-prefetch');
}
