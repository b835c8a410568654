// The OpenAPI 3.1 document, generated from the contract, and the page to browse it.
import type { Endpoint } from '@parley/contract';
import { errorEnvelope, errorStatus, pagination } from '@parley/contract';
import express, { type Express } from 'express';
import swaggerUi from 'swagger-ui-dist';
import { z } from 'zod';

type Json = Record<string, unknown>;

export function buildOpenApi(endpoints: readonly (Endpoint & { feature?: string })[], serverUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:([A-Za-z]+)/g, '{$1}');
    paths[path] ??= {};
    (paths[path] as Json)[endpoint.method.toLowerCase()] = describe(endpoint);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version: '1',
      description:
        'One shared inbox and one campaign engine. Answers come as `{success, data}`; lists add `pagination`; failures are `{success:false, message, error, requestId}`.',
    },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Error: toSchema(errorEnvelope, 'output') },
    },
  };
}

export function mountDocs(app: Express, endpoints: readonly Endpoint[], serverUrl: string): void {
  const document = JSON.stringify(buildOpenApi(endpoints, serverUrl));
  app.get('/api/openapi.json', (_req, res) => void res.type('json').send(document));
  app.get('/api/docs', (_req, res) => void res.type('html').send(page));
  app.get('/api/docs/start.js', (_req, res) => void res.type('js').send(start));
  app.use('/api/docs', express.static(swaggerUi.absolutePath(), { index: false, maxAge: '1d' }));
}

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Parley API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head><body><div id="reference"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#reference', deepLinking: true, persistAuthorization: true });`;

function describe(endpoint: Endpoint & { feature?: string }): Json {
  const secured = (endpoint.auth ?? 'user') === 'user';
  const codes = new Set([
    ...(endpoint.errors ?? []),
    ...(secured ? (['unauthenticated', 'forbidden'] as const) : []),
    ...(endpoint.params || endpoint.query || endpoint.body ? (['validation_failed'] as const) : []),
    'too_many_requests' as const,
  ]);
  const failures = groupByStatus([...codes]);
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    tags: [endpoint.feature ?? 'api'],
    ...(endpoint.permission ? { description: `Permission: \`${endpoint.permission}\`` } : {}),
    ...(secured ? { security: [{ bearer: [] }] } : { security: [] }),
    parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')],
    ...requestBodyOf(endpoint),
    responses: {
      [String(endpoint.status ?? 200)]: { description: 'Success', content: successOf(endpoint) },
      ...failures,
    },
  };
}

function groupByStatus(codes: (keyof typeof errorStatus)[]): Json {
  const byStatus: Record<string, string[]> = {};
  for (const code of codes) {
    const status = String(errorStatus[code]);
    byStatus[status] = [...(byStatus[status] ?? []), code];
  }
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, names]) => [
      status,
      {
        description: names.join(', '),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  );
}

function requestBodyOf(endpoint: Endpoint): Json {
  if (endpoint.media === 'multipart') {
    const file = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: file } } } };
  }
  if (endpoint.media === 'raw')
    return { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } } };
  return endpoint.body
    ? { requestBody: { required: true, content: { 'application/json': { schema: toSchema(endpoint.body, 'input') } } } }
    : {};
}

function successOf(endpoint: Endpoint): Json {
  if (endpoint.media === 'csv') return { 'text/csv': { schema: { type: 'string' } } };
  const item = toSchema(endpoint.response, 'output');
  const properties = endpoint.list
    ? { success: { const: true }, data: { type: 'array', items: item }, pagination: toSchema(pagination, 'output') }
    : { success: { const: true }, data: item };
  return { 'application/json': { schema: { type: 'object', required: ['success', 'data'], properties } } };
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const object = toSchema(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(object.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || (object.required ?? []).includes(name),
    schema: property,
  }));
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Json;
  return rest;
}
