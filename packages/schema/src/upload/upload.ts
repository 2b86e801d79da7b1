import type { UploadedFile } from '@headrace/runtime';
import { GraphQLError } from 'graphql';
import { builder } from '../builder';
import type { SchemaContext } from '../context';
import { failure } from '../failure';

const HOW =
  'A file is sent over HTTP in a multipart/form-data request (https://github.com/jaydenseric/graphql-multipart-request-spec)';

builder.scalarType('Upload', {
  description: `A file of the request. ${HOW}: the texts \`operations\` (the request as JSON, \`null\` in place of each file) and \`map\` (name of a form part to paths, such as \`{"0": ["variables.input.files.0.file"]}\`), then the files. Not over WebSocket, and only in variables.`,
  parseValue: (value) => {
    if (typeof value !== 'string') throw new GraphQLError(`${HOW}, not as JSON.`);
    return value;
  },
  parseLiteral: () => {
    throw new GraphQLError('A file stands in the variables, not in the document.');
  },
});

export const InputFile = builder.inputType('InputFile', {
  description: 'A file for an input.',
  fields: (t) => ({
    inputId: t.string({ required: true, description: 'id of the input' }),
    file: t.field({ type: 'Upload', required: true, description: 'the file itself' }),
  }),
});

/** The file behind a handle. @throws failure (`BAD_ARGUMENT`) when none came with this request */
export function uploadOf({ uploads }: SchemaContext, handle: string): UploadedFile {
  const file = uploads.get(handle);
  if (!file) throw failure('BAD_ARGUMENT', `No such file came with this request. ${HOW}.`);
  return file;
}
