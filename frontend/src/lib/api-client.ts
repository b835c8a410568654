// The typed door to the API: one axios instance, the access token in memory, one refresh at a time.
import type { Endpoint, EndpointInput, EndpointOutput, ErrorEnvelope, Page, Pagination } from '@parley/contract';
import axios, { type AxiosError, type AxiosInstance, type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { ApiError } from './api-error';

/** Only the parts an endpoint declares are asked for; parts whose fields are all optional may be left out. */
export type CallInput<E extends Endpoint> = {
  [K in keyof EndpointInput<E> as EndpointInput<E>[K] extends undefined ? never : K]: EndpointInput<E>[K];
};
type Loose<T> = { [K in keyof T as object extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as object extends T[K] ? K : never]?: T[K];
};

export interface CallOptions {
  signal?: AbortSignal;
  /** Reuse the key of an earlier try, so that the server answers it once. Default: a new key per call. */
  idempotencyKey?: string;
  /** Called with the share sent, 0–1, while a body is uploaded. */
  onUpload?: (share: number) => void;
}

type Arguments<E extends Endpoint> = keyof CallInput<E> extends never
  ? [input?: Record<string, never>, options?: CallOptions]
  : object extends Loose<CallInput<E>>
    ? [input?: Loose<CallInput<E>>, options?: CallOptions]
    : [input: Loose<CallInput<E>>, options?: CallOptions];

/** What a multipart endpoint answers with: lists (one item per file) come whole, without pages. */
type Uploaded<E extends Endpoint> = E extends { list: true } ? EndpointOutput<E>[] : EndpointOutput<E>;

interface RawInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

interface Envelope {
  data: unknown;
  pagination?: Pagination;
}

export interface ApiClient {
  /** Sends one call and returns the envelope's `data`. Throws ApiError. */
  call<const E extends Endpoint>(endpoint: E, ...args: Arguments<E>): Promise<EndpointOutput<E>>;
  /** Sends one call to a list endpoint and returns its items and pagination. Throws ApiError. */
  callList<const E extends Endpoint>(endpoint: E, ...args: Arguments<E>): Promise<Page<EndpointOutput<E>>>;
  /** Posts a multipart form to an endpoint of media `multipart`. Throws ApiError. */
  upload<const E extends Endpoint>(endpoint: E, form: FormData, options?: CallOptions): Promise<Uploaded<E>>;
  /** Fetches a file (CSV export) with the caller's token. Throws ApiError. */
  download(path: string): Promise<Blob>;
  setAccessToken(token: string | null): void;
  /** Exchanges the refresh cookie for a new access token; concurrent callers share one request. */
  refresh(): Promise<RefreshedSession>;
  /** Called when the session cannot be continued. */
  onSessionEnd(listener: () => void): () => void;
}

export interface RefreshedSession {
  accessToken: string;
  [field: string]: unknown;
}

/** Fills `:name` places of a path. Throws when a value is missing: an unfilled path would hit another route. */
export function fillPath(path: string, params: Record<string, unknown> = {}): string {
  return path.replace(/:(\w+)/g, (_place, key: string) => {
    const value = params[key];
    if (value === undefined || value === null || value === '') throw new Error(`Path ${path} needs ${key}`);
    return encodeURIComponent(String(value));
  });
}

/** Query values as the server reads them: nothing for absent values, arrays repeated. */
export function writeQuery(query: Record<string, unknown> = {}): URLSearchParams {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(key, String(one));
    }
  }
  return search;
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (!axios.isAxiosError(error)) {
    return new ApiError({
      status: 0,
      code: 'internal',
      message: error instanceof Error ? error.message : String(error),
    });
  }
  if (axios.isCancel(error)) return new ApiError({ status: 0, code: 'cancelled', message: 'Cancelled' });
  const { response } = error as AxiosError<Partial<ErrorEnvelope> | undefined>;
  if (!response) return new ApiError({ status: 0, code: 'offline', message: 'The server could not be reached.' });
  const envelope = typeof response.data === 'object' ? response.data : undefined;
  const retryAfter = Number(response.headers['retry-after']);
  return new ApiError({
    status: response.status,
    // The server's catalogue is this contract's; an unknown code (a proxy's page) reads as unavailable.
    code: (envelope?.error as ApiError['code'] | undefined) ?? (response.status >= 502 ? 'unavailable' : 'internal'),
    message: envelope?.message ?? `The server answered ${response.status}.`,
    details: envelope?.details,
    data: envelope?.data,
    requestId: envelope?.requestId ?? response.headers['x-request-id'],
    retryAfterSeconds: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined,
  });
}

/** Builds the client. `http` is replaceable so that tests can serve answers from a local port. */
export function createApiClient(
  http: AxiosInstance = axios.create({ withCredentials: true, timeout: 60_000 }),
): ApiClient {
  let accessToken: string | null = null;
  let refreshing: Promise<RefreshedSession> | null = null;
  const endListeners = new Set<() => void>();

  async function requestRefresh(): Promise<RefreshedSession> {
    try {
      const { data } = await http.post<{ data: RefreshedSession }>('/api/auth/refresh', {});
      accessToken = data.data.accessToken;
      return data.data;
    } catch (cause) {
      const error = toApiError(cause);
      // Only a refusal ends the session: a network hiccup or a restart of the server must not sign anyone out.
      if (error.status === 401 || error.status === 403) {
        accessToken = null;
        for (const listener of endListeners) listener();
      }
      throw error;
    }
  }

  function refresh(): Promise<RefreshedSession> {
    refreshing ??= requestRefresh().finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  async function send<T>(config: AxiosRequestConfig, retryable: boolean): Promise<AxiosResponse<T>> {
    const tokenUsed = accessToken;
    try {
      const authorization = tokenUsed ? { Authorization: `Bearer ${tokenUsed}` } : {};
      return await http.request<T>({ ...config, headers: { ...config.headers, ...authorization } });
    } catch (cause) {
      const error = toApiError(cause);
      if (error.status !== 401 || !retryable || error.code === 'invalid_credentials') throw error;
      // Another call may have refreshed while this one was on its way; then its token is simply old.
      if (accessToken === tokenUsed) await refresh();
      return send<T>(config, false);
    }
  }

  function configOf(endpoint: Endpoint, input: RawInput, options: CallOptions): AxiosRequestConfig {
    const mutating = endpoint.method !== 'GET';
    return {
      method: endpoint.method,
      url: fillPath(endpoint.path, input.params),
      params: writeQuery(input.query),
      data: mutating ? (input.body ?? (endpoint.body ? {} : undefined)) : undefined,
      signal: options.signal,
      headers: mutating ? { 'Idempotency-Key': options.idempotencyKey ?? crypto.randomUUID() } : {},
      onUploadProgress: options.onUpload && ((event) => options.onUpload?.(event.progress ?? 0)),
      // A large file over a slow line takes as long as it takes; its progress is watched instead.
      ...(options.onUpload ? { timeout: 0 } : {}),
    };
  }

  async function perform(endpoint: Endpoint, input: RawInput = {}, options: CallOptions = {}): Promise<Envelope> {
    const { data } = await send<Envelope>(configOf(endpoint, input, options), endpoint.auth !== 'public');
    return data;
  }

  return {
    // The server applies the response schema before it answers, so its output type is trusted here, once.
    call: async (endpoint, input?, options?) => (await perform(endpoint, input as RawInput, options)).data as never,
    callList: async (endpoint, input?, options?) => {
      const { data, pagination } = await perform(endpoint, input as RawInput, options);
      return { items: data as never[], pagination: pagination ?? { limit: 0 } };
    },
    upload: async (endpoint, form, options) => (await perform(endpoint, { body: form }, options)).data as never,
    download: async (path) => (await send<Blob>({ method: 'GET', url: path, responseType: 'blob' }, true)).data,
    setAccessToken: (token) => {
      accessToken = token;
    },
    refresh,
    onSessionEnd: (listener) => {
      endListeners.add(listener);
      return () => endListeners.delete(listener);
    },
  };
}

/** The app's client. Same origin as the page, so the base is empty. */
export const api = createApiClient();
/** Sends one call and returns the envelope's `data`. Throws ApiError. */
export const call = api.call;
/** Sends one call to a list endpoint and returns its items and pagination. Throws ApiError. */
export const callList = api.callList;
/** Posts a multipart form. Throws ApiError. */
export const upload = api.upload;
