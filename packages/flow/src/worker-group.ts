import { z } from 'zod';

/** `workerGroup` is known, so that its refusal can say why. */
export const workerGroup = z
  .unknown()
  .refine((written) => written === undefined || written === null, {
    message: 'Worker Group is an Enterprise Edition functionality',
  })
  .meta({ not: {}, description: 'Worker Group is an Enterprise Edition functionality.' })
  .optional();
