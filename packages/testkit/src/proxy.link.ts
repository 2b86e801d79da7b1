import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The server behind a proxy: a TCP port or a unix socket. */
export type ProxyTarget = { readonly host: string; readonly port: number } | { readonly path: string };

/** What all connections of a proxy have to obey. */
export interface Mood {
  delayMs: number;
  cut: { readonly isRequest: (sent: Buffer) => boolean; readonly onCut: () => void } | undefined;
  /** Asked before the request is forwarded. */
  silenceAt: { readonly isRequest: (sent: Buffer) => boolean; readonly onRequest: () => void } | undefined;
}

interface LinkOptions {
  readonly client: Socket;
  readonly target: ProxyTarget;
  readonly mood: Mood;
  readonly stats: { cut: number; bytesToServer: number; bytesToClient: number };
  readonly isSilent: boolean;
  readonly onEnd: () => void;
}

const NOTHING = Buffer.alloc(0);

/** One client's connection through the proxy, and the one to the server that belongs to it. */
export class Link {
  private server: Socket | undefined;
  /** Resolves when the silence is over. */
  private silent: { readonly over: Promise<void>; readonly end: () => void } | undefined;
  /** What the client has sent since the server last answered. */
  private sent: Buffer = NOTHING;
  /** The answer that the client will not get. */
  private withheld: { answer: Buffer; readonly onCut: () => void } | undefined;
  private speaksPostgres: boolean | undefined;
  private isOver = false;

  constructor(private readonly options: LinkOptions) {
    if (options.isSilent) this.silence();
    options.client.on('error', () => undefined);
    void this.open();
  }

  silence(): void {
    if (this.silent) return;
    let end!: () => void;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.silent = { over, end };
  }

  resume(): void {
    this.silent?.end();
    this.silent = undefined;
  }

  cut(): void {
    if (this.isOver) return;
    this.options.stats.cut += 1;
    this.end();
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.resume();
    this.options.client.destroy();
    this.server?.destroy();
    this.options.onEnd();
  }

  private async open(): Promise<void> {
    const { client, target } = this.options;
    client.pause();
    await this.silent?.over;
    if (client.destroyed) this.end();
    if (this.isOver) return;
    const server = connect({ ...target, allowHalfOpen: true, noDelay: true });
    this.server = server;
    // A server that cannot be reached looks to the client like one that hangs up at once.
    server.on('error', () => undefined);
    this.forward(
      client,
      server,
      (chunk) => this.toServer(chunk, server),
      (chunk) => this.foresee(chunk),
    );
    this.forward(server, client, (chunk) => this.toClient(chunk));
    client.resume();
  }

  /** Chunks, then the end, in their order and not before their time. */
  private forward(
    from: Socket,
    to: Socket,
    pass: (chunk: Buffer) => void,
    foresee?: (chunk: Buffer) => void,
  ): void {
    let last = Promise.resolve();
    const inTurn = (step: () => void, before?: () => void) => {
      const dueMs = performance.now() + this.options.mood.delayMs;
      last = last.then(async () => {
        // Timers may fire a little early.
        while (performance.now() < dueMs) await sleep(Math.ceil(dueMs - performance.now()));
        before?.();
        while (this.silent) await this.silent.over;
        if (!this.isOver) step();
      });
    };
    from.on('data', (chunk: Buffer) =>
      inTurn(
        () => pass(chunk),
        () => foresee?.(chunk),
      ),
    );
    from.on('end', () => inTurn(() => to.end()));
    // After an error nothing more can come from there or go there; after two ends all is said.
    from.on('close', (hadError) => inTurn(() => (hadError || to.destroyed ? this.end() : to.end())));
  }

  private foresee(chunk: Buffer): void {
    const { mood } = this.options;
    if (this.silent || !mood.silenceAt?.isRequest(Buffer.concat([this.sent, chunk]))) return;
    const { onRequest } = mood.silenceAt;
    mood.silenceAt = undefined;
    onRequest();
  }

  private toServer(chunk: Buffer, server: Socket): void {
    const { mood, stats } = this.options;
    this.speaksPostgres ??= chunk[0] === 0;
    this.sent = Buffer.concat([this.sent, chunk]);
    if (mood.cut && !this.withheld && mood.cut.isRequest(this.sent)) {
      this.withheld = { answer: NOTHING, onCut: mood.cut.onCut };
      mood.cut = undefined;
    }
    stats.bytesToServer += chunk.length;
    server.write(chunk);
  }

  private toClient(chunk: Buffer): void {
    const { client, stats } = this.options;
    if (this.withheld) {
      this.withheld.answer = Buffer.concat([this.withheld.answer, chunk]);
      if (!this.isComplete(this.withheld.answer)) return;
      this.cut();
      this.withheld.onCut();
      return;
    }
    this.sent = NOTHING;
    stats.bytesToClient += chunk.length;
    client.write(chunk);
  }

  /** Whether the server is done with the request. The first bytes of a long answer of PostgreSQL come before its commit. */
  private isComplete(answer: Buffer): boolean {
    return this.speaksPostgres ? READY_FOR_QUERY.test(answer.subarray(-6).toString('latin1')) : true;
  }
}

/** PostgreSQL's last message of every answer, with the state of the transaction. A startup message begins with a zero byte. */
const READY_FOR_QUERY = /^Z\0\0\0\x05[ITE]$/;
