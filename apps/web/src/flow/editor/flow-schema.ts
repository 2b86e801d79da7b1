import type { Client } from 'urql';
import { graphql } from '../../graphql/graphql';

const FlowSchema_Query = graphql(`
  query FlowEditor_Schema {
    flowJsonSchema
  }
`);

let schema: Promise<Readonly<Record<string, unknown>> | null> | undefined;

/** The JSON Schema of a flow's text, asked for once per tab; null, and asked for again the next time, when there was no answer. */
export function flowSchema(client: Client): Promise<Readonly<Record<string, unknown>> | null> {
  schema ??= client
    .query(FlowSchema_Query, {})
    .toPromise()
    .then(({ data }) => {
      const found: unknown = data?.flowJsonSchema;
      if (typeof found === 'object' && found !== null) return found as Readonly<Record<string, unknown>>;
      schema = undefined;
      return null;
    });
  return schema;
}
