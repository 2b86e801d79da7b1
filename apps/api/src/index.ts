export { createApiServer, type Server, type ServerOptions } from './server';
