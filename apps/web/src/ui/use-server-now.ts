import { useCallback, useSyncExternalStore } from 'react';
import { serverNowMs } from '../graphql/server-clock';

interface Ticker {
  nowMs: number;
  timer: ReturnType<typeof setInterval> | undefined;
  listeners: Set<() => void>;
}

// One timer for every component that shows the same pace: they move together.
const tickers = new Map<number, Ticker>();

function tickerOf(intervalMs: number): Ticker {
  let ticker = tickers.get(intervalMs);
  if (!ticker) {
    ticker = { nowMs: serverNowMs(), timer: undefined, listeners: new Set() };
    tickers.set(intervalMs, ticker);
  }
  return ticker;
}

function subscribe(intervalMs: number, listener: () => void): () => void {
  const ticker = tickerOf(intervalMs);
  ticker.listeners.add(listener);
  ticker.nowMs = serverNowMs();
  ticker.timer ??= setInterval(() => {
    ticker.nowMs = serverNowMs();
    for (const each of [...ticker.listeners]) each();
  }, intervalMs);
  return () => {
    ticker.listeners.delete(listener);
    if (ticker.listeners.size > 0) return;
    clearInterval(ticker.timer);
    ticker.timer = undefined;
  };
}

/**
 * The server's time in milliseconds, moving every `intervalMs`. While `active` is false it stands still
 * and costs nothing.
 */
export function useServerNow(intervalMs: number, active = true): number {
  const subscribeTicker = useCallback(
    (listener: () => void) => (active ? subscribe(intervalMs, listener) : () => {}),
    [active, intervalMs],
  );
  return useSyncExternalStore(
    subscribeTicker,
    () => tickerOf(intervalMs).nowMs,
    () => 0,
  );
}
