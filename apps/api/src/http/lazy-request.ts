import type { IncomingMessage, ServerResponse } from 'node:http';
import { Ending } from './ending';
import type { RequestNotes } from './notes';

/**
 * A Node request whose body was read, as a web-standard one. It is made of what is asked for: to build a real one takes longer than
 * many handlers, and most look at nothing but its address. Hand `real` to whoever builds another request of it.
 */
export class LazyRequest implements Request {
  readonly #incoming: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #body: Buffer<ArrayBuffer>;
  #url: string | undefined;
  #headers: Headers | undefined;
  #ending: Ending | undefined;
  #real: Request | undefined;

  /** For the logs: whoever answers writes down what it was. */
  readonly notes: RequestNotes;

  constructor(
    incoming: IncomingMessage,
    response: ServerResponse,
    body: Buffer<ArrayBuffer>,
    { ending, notes = {} }: { readonly ending?: Ending; readonly notes?: RequestNotes } = {},
  ) {
    this.#incoming = incoming;
    this.#response = response;
    this.#body = body;
    this.#ending = ending;
    this.notes = notes;
  }

  get method(): string {
    return this.#incoming.method ?? 'GET';
  }

  get url(): string {
    this.#url ??= new URL(this.path, `http://${this.#incoming.headers.host ?? 'localhost'}`).href;
    return this.#url;
  }

  /** The address as it was sent: path and query. */
  get path(): string {
    return this.#incoming.url ?? '/';
  }

  get headers(): Headers {
    this.#headers ??= headersOf(this.#incoming);
    return this.#headers;
  }

  /** One header without building all of them. */
  header(name: 'accept' | 'content-type'): string | undefined {
    return this.#incoming.headers[name];
  }

  /** Aborted when the client goes away before it has its answer, or the answer comes too late. */
  get signal(): AbortSignal {
    this.#ending ??= new Ending(this.#response);
    return this.#ending.signal;
  }

  get real(): Request {
    const { url, method, headers, signal } = this;
    const body = this.#hasBody ? this.#body : undefined;
    this.#real ??= new Request(url, { method, headers, signal, body });
    return this.#real;
  }

  async text(): Promise<string> {
    return this.#hasBody ? new TextDecoder().decode(this.#body) : '';
  }

  get #hasBody(): boolean {
    return this.#body.length > 0 && this.method !== 'GET' && this.method !== 'HEAD';
  }

  get body() {
    return this.real.body;
  }
  get bodyUsed() {
    return this.real.bodyUsed;
  }
  get cache() {
    return this.real.cache;
  }
  get credentials() {
    return this.real.credentials;
  }
  get destination() {
    return this.real.destination;
  }
  get integrity() {
    return this.real.integrity;
  }
  get keepalive() {
    return this.real.keepalive;
  }
  get mode() {
    return this.real.mode;
  }
  get redirect() {
    return this.real.redirect;
  }
  get referrer() {
    return this.real.referrer;
  }
  get referrerPolicy() {
    return this.real.referrerPolicy;
  }
  arrayBuffer() {
    return this.real.arrayBuffer();
  }
  blob() {
    return this.real.blob();
  }
  bytes() {
    return this.real.bytes();
  }
  clone() {
    return this.real.clone();
  }
  formData() {
    return this.real.formData();
  }
  json() {
    return this.real.json();
  }
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  return headers;
}
