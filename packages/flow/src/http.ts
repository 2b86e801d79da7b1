import { z } from 'zod';
import { logLevel } from './log-level';
import { properties } from './properties';
import { durationText, flag, integer, optional, orExpression, text } from './scalar';

const METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT', 'PATCH'] as const;

/** What every HTTP request of a task or a trigger may say. Expressions are not rendered. */
export const httpRequest = {
  uri: text(z.string().min(1)).describe('The address to call.'),
  method: optional(orExpression(text(z.enum(METHODS)))).describe('GET by default.'),
  body: optional(text()),
  formData: optional(z.record(z.string(), z.unknown())).describe(
    'Sent as a form; values that are `kestra://` addresses become files.',
  ),
  contentType: optional(text()),
  headers: optional(z.record(z.string(), text())),
  options: optional(
    properties({
      connectTimeout: optional(durationText()),
      readTimeout: optional(durationText()).describe('PT10S by default.'),
      readIdleTimeout: optional(durationText()).describe('PT5M by default.'),
      connectionPoolIdleTimeout: optional(durationText()),
      maxContentLength: optional(integer(z.int32().min(0))).describe('In bytes; 10 MiB by default.'),
      proxyType: optional(text(z.enum(['DIRECT', 'HTTP', 'SOCKS']))),
      proxyAddress: optional(text()),
      proxyPort: optional(integer(z.int32().min(0).max(65_535))),
      proxyUsername: optional(text()),
      proxyPassword: optional(text()),
      defaultCharset: optional(text()),
      followRedirects: optional(flag()),
      logLevel: optional(logLevel()),
      basicAuthUser: optional(text()),
      basicAuthPassword: optional(text()),
    }),
  ),
  sslOptions: optional(properties({ insecureTrustAllCertificates: optional(flag()) })),
};
