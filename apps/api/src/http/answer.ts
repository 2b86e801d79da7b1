/** An answer that is there as a whole. A web-standard response would be taken apart again to be sent. */
export class Answer {
  constructor(
    readonly status: number,
    /** Name, value, name, value ... */
    readonly headers: readonly string[],
    readonly body: string,
  ) {}
}
