import pg from 'pg';
import { backoffMs } from './backoff';
import { asError, within } from './within';

export interface PostgresListenerOptions {
  readonly connection: pg.ConnectionConfig;
  readonly channel: string;
  readonly onPayload: (payload: string) => void;
  /** Listening again after an interruption; payloads in between are lost. */
  readonly onReconnected: () => void;
  readonly onError: (error: Error) => void;
}

const HEARTBEAT_MS = 10_000;
const QUERY_LIMIT_MS = 5_000;
const CLOSE_LIMIT_MS = 1_000;

/** One connection that listens to one channel, for as long as it takes. */
export class PostgresListener {
  private client: pg.Client | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private failures = 0;
  private closed = false;

  constructor(private readonly options: PostgresListenerOptions) {}

  /** Connects for the first time. Rejects when the database cannot be reached. */
  async start(): Promise<void> {
    await this.connect();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.drop();
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ ...this.options.connection, keepAlive: true });
    // Until it listens it is nobody's: a failure shows as a rejection here, and must not start a second retry.
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, new Error('The connection to Postgres was closed')));
    client.on('notification', ({ channel, payload }) => {
      if (channel === this.options.channel && payload !== undefined) this.options.onPayload(payload);
    });
    try {
      await client.connect();
      const listening = client.query(`LISTEN ${client.escapeIdentifier(this.options.channel)}`);
      await within(listening, QUERY_LIMIT_MS, 'Listening');
    } catch (error) {
      await end(client);
      throw error;
    }
    if (this.closed) return end(client);
    this.client = client;
    this.failures = 0;
    this.heartbeat = setInterval(() => this.beat(client), HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  /** A connection can die without a word; then nobody would be woken any more. */
  private beat(client: pg.Client): void {
    within(client.query('SELECT 1'), QUERY_LIMIT_MS, 'A heartbeat of the bus').catch((error) =>
      this.lost(client, error),
    );
  }

  private lost(client: pg.Client, error: unknown): void {
    if (client !== this.client || this.closed) return;
    this.options.onError(asError(error));
    void this.drop();
    this.reconnectLater();
  }

  private reconnectLater(): void {
    this.retry = setTimeout(() => void this.reconnect(), backoffMs(this.failures++, Math.random()));
  }

  private async reconnect(): Promise<void> {
    try {
      await this.connect();
      if (!this.closed) this.options.onReconnected();
    } catch (error) {
      if (this.closed) return;
      this.options.onError(asError(error));
      this.reconnectLater();
    }
  }

  private async drop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    clearInterval(this.heartbeat);
    if (client !== undefined) await end(client);
  }
}

async function end(client: pg.Client): Promise<void> {
  await within(client.end(), CLOSE_LIMIT_MS, 'Closing').catch(() => undefined);
}
