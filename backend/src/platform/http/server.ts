// The Express application: headers, limits, bodies, routes from the contract, the document, the built app, the last error handler.
import path from 'node:path';
import type { Endpoint } from '@parley/contract';
import compression from 'compression';
import cors from 'cors';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import { AppError, notFound } from '../errors';
import { newId } from '../ids';
import type { Parts } from '../parts';
import type { Binding } from './context';
import { mountDocs } from './docs';
import { createRateLimits } from './rate-limit';
import { sendError } from './respond';
import { type Authenticate, type RouteDependencies, toRoute } from './route';

export interface ServerOptions {
  parts: Parts;
  endpoints: readonly Endpoint[];
  bindings: readonly Binding[];
  authenticate: Authenticate;
}

export function createServer({ parts, endpoints, bindings, authenticate }: ServerOptions): Express {
  const { config, logger } = parts;
  const app = express();
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.use(identifyRequest);
  const dependencies = { parts, limits: createRateLimits(config, parts.redis), authenticate };
  const isPosted = (binding: Binding) => binding.endpoint.media === 'raw';
  // What servers post, by the thousand: all that follows until the other routes is for browsers.
  mountRoutes(app, bindings.filter(isPosted), dependencies);
  app.use(
    helmet({
      contentSecurityPolicy: { directives: contentPolicy },
      strictTransportSecurity: config.production,
      crossOriginResourcePolicy: { policy: 'same-site' },
    }),
  );
  app.use(
    cors({
      origin: config.origins,
      credentials: true,
      exposedHeaders: ['X-Request-Id', 'RateLimit', 'Retry-After', 'Idempotency-Replayed'],
    }),
  );
  app.use(compression());

  mountRoutes(
    app,
    bindings.filter((binding) => !isPosted(binding)),
    dependencies,
  );
  mountDocs(app, endpoints, config.publicUrl);
  app.use('/api', (_req, _res, next) => next(notFound('address')));
  if (config.frontendDir) serveApp(app, config.frontendDir);
  app.use((_req, _res, next) => next(notFound('page')));
  const lastResort: ErrorRequestHandler = (error, _req, res, _next) =>
    sendError(res, error, String(res.locals.requestId), logger);
  app.use(lastResort);
  return app;
}

const megabyte = 1024 * 1024;
/** One parser for each size. */
const jsonReaders = new Map<number, RequestHandler>();
function readJson(megabytes = 1): RequestHandler {
  const reader = jsonReaders.get(megabytes) ?? express.json({ limit: megabytes * megabyte });
  jsonReaders.set(megabytes, reader);
  return reader;
}
const readRaw = express.raw({ type: () => true, limit: '20mb' });

/** One router for each noun (`/api/chats`): a request passes the routes of its own noun, not those of all others. */
function mountRoutes(app: Express, bindings: readonly Binding[], dependencies: RouteDependencies): void {
  const routers = new Map<string, Router>();
  for (const binding of inMatchOrder(bindings)) {
    const { method, path: route, media, bodyMegabytes } = binding.endpoint;
    const noun = route.split('/', 3).join('/');
    const router = routers.get(noun) ?? Router();
    if (!routers.has(noun)) app.use(noun, router);
    routers.set(noun, router);
    const readBody: RequestHandler[] =
      media === 'multipart' || method === 'GET' ? [] : [media === 'raw' ? readRaw : readJson(bodyMegabytes)];
    router[method.toLowerCase() as 'get'](route.slice(noun.length) || '/', ...readBody, toRoute(binding, dependencies));
  }
}

const contentPolicy = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  // Radix and the virtual list position things with style attributes; scripts stay strict.
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  // A recording is listened to before it is sent.
  mediaSrc: ["'self'", 'blob:'],
  connectSrc: ["'self'", 'ws:', 'wss:'],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

const identifyRequest: RequestHandler = (req, res, next) => {
  const given = req.get('x-request-id');
  res.locals.requestId = given && /^[\w.-]{1,100}$/.test(given) ? given : newId();
  res.setHeader('X-Request-Id', res.locals.requestId);
  next();
};

/** Fixed paths before parameters, so that /contacts/search is not read as a contact's id. */
function inMatchOrder(bindings: readonly Binding[]): Binding[] {
  const rank = (binding: Binding) => binding.endpoint.path.replace(/:[A-Za-z]+/g, '\uffff');
  return [...bindings].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function serveApp(app: Express, folder: string): void {
  app.use(
    '/assets',
    express.static(path.join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  app.use(express.static(folder, { index: false, maxAge: '1h' }));
  app.use((req, res, next) => {
    if (req.method !== 'GET' || !req.accepts('html')) return next();
    res.setHeader('Cache-Control', 'no-cache');
    res.sendFile(
      path.join(path.resolve(folder), 'index.html'),
      (error) => error && next(new AppError('not_found', 'The app is not built yet: run npm run build.')),
    );
  });
}
