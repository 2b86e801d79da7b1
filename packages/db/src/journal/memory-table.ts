/** What a table does not admit. `code` and `constraint` are PostgreSQL's. */
export class RowRefused extends Error {
  override readonly name = 'RowRefused';

  constructor(
    readonly code: '22001' | '22P02' | '22P05' | '23502' | '23505' | 'P0001',
    message: string,
    readonly constraint?: string,
  ) {
    super(message);
  }
}

export type Undo = (() => void)[];

export interface Key<Row> {
  readonly constraint: string;
  readonly of: (row: Row) => string;
}

/** One table: rows are replaced, never changed, and every write can be undone. */
export class Table<Row> {
  private readonly rows = new Map<string, Row>();
  private readonly taken = new Set<string>();
  private readonly indexed = new Set<string>();

  constructor(
    private readonly undo: Undo,
    private readonly primary: Key<Row>,
    private readonly options: {
      readonly unique?: Key<Row>;
      /** A partial index: `some` answers only these. */
      readonly where?: (row: Row) => boolean;
    } = {},
  ) {}

  get(key: string): Row | undefined {
    return this.rows.get(key);
  }

  all(): Row[] {
    return [...this.rows].sort(([a], [b]) => compare(a, b)).map(([, row]) => row);
  }

  some(): Row[] {
    return [...this.indexed].map((key) => this.rows.get(key) as Row);
  }

  filter(wanted: (row: Row) => boolean): Row[] {
    return [...this.rows.values()].filter(wanted);
  }

  /** @throws RowRefused when a key is taken */
  insert(row: Row): void {
    const key = this.primary.of(row);
    const { unique } = this.options;
    if (this.rows.has(key)) throw duplicate(this.primary.constraint);
    if (unique && this.taken.has(unique.of(row))) throw duplicate(unique.constraint);
    this.put(key, row);
  }

  replace(row: Row): void {
    this.put(this.primary.of(row), row);
  }

  delete(row: Row): void {
    this.put(this.primary.of(row), undefined);
  }

  private put(key: string, row: Row | undefined): void {
    const before = this.rows.get(key);
    this.undo.push(() => this.write(key, before));
    this.write(key, row);
  }

  private write(key: string, row: Row | undefined): void {
    const { unique, where } = this.options;
    const before = this.rows.get(key);
    if (unique && before !== undefined) this.taken.delete(unique.of(before));
    if (unique && row !== undefined) this.taken.add(unique.of(row));
    if (row !== undefined && where?.(row)) this.indexed.add(key);
    else this.indexed.delete(key);
    if (row === undefined) this.rows.delete(key);
    else this.rows.set(key, row);
  }
}

function duplicate(constraint: string): RowRefused {
  return new RowRefused(
    '23505',
    `duplicate key value violates unique constraint "${constraint}"`,
    constraint,
  );
}

/** Byte order, for ids. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
