import { flag, revision } from '../parameters';

export const flowQuery = {
  source: flag.default(false),
  revision: revision.optional(),
  allowDeleted: flag.default(false),
};
