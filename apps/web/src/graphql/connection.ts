/** What the tab knows about its WebSocket. `idle` means that nobody needs it. */
export type ConnectionStatus = 'idle' | 'connecting' | 'live' | 'reconnecting';

let status: ConnectionStatus = 'idle';
const listeners = new Set<() => void>();

/** The state of the one WebSocket, as an external store for React. */
export const connection = {
  get: (): ConnectionStatus => status,
  set(next: ConnectionStatus): void {
    if (next === status) return;
    status = next;
    for (const listener of [...listeners]) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
