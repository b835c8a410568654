// The two tokens: a short access token that says who calls, and a refresh token that names a session and its generation.
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Config } from '../../platform/config';
import { AppError } from '../../platform/errors';

export interface AccessClaims {
  userId: string;
  tenantId: string;
  sessionId: string;
}

export interface RefreshClaims {
  sessionId: string;
  generation: number;
}

/** What of a session its refresh token is made from; the same state gives the same token, byte for byte. */
export interface RefreshState extends RefreshClaims {
  rotatedAt: Date;
  expiresAt: Date;
}

const accessShape = z.object({ sub: z.uuid(), tid: z.uuid(), sid: z.uuid() });
const refreshShape = z.object({ sid: z.uuid(), gen: z.number().int().min(0) });
const header = { alg: 'HS256', typ: 'JWT' };

export function signAccess(config: Config['tokens'], claims: AccessClaims): Promise<string> {
  return new SignJWT({ tid: claims.tenantId, sid: claims.sessionId })
    .setProtectedHeader(header)
    .setSubject(claims.userId)
    .setAudience('access')
    .setIssuedAt()
    .setExpirationTime(`${config.accessSeconds}s`)
    .sign(toKey(config.accessSecret));
}

export function signRefresh(config: Config['tokens'], state: RefreshState): Promise<string> {
  return new SignJWT({ sid: state.sessionId, gen: state.generation })
    .setProtectedHeader(header)
    .setAudience('refresh')
    .setIssuedAt(state.rotatedAt)
    .setExpirationTime(state.expiresAt)
    .sign(toKey(config.refreshSecret));
}

/** @throws AppError token_expired, unauthenticated */
export async function readAccess(config: Config['tokens'], token: string): Promise<AccessClaims> {
  const claims = accessShape.safeParse(await verify(token, config.accessSecret, 'access'));
  if (!claims.success) throw signInAgain();
  return { userId: claims.data.sub, tenantId: claims.data.tid, sessionId: claims.data.sid };
}

/** @throws AppError token_expired, unauthenticated */
export async function readRefresh(config: Config['tokens'], token: string): Promise<RefreshClaims> {
  const claims = refreshShape.safeParse(await verify(token, config.refreshSecret, 'refresh'));
  if (!claims.success) throw signInAgain();
  return { sessionId: claims.data.sid, generation: claims.data.gen };
}

/** The answer for a missing or broken token. */
export function signInAgain(): AppError {
  return new AppError('unauthenticated', 'Sign in to continue.');
}

async function verify(token: string, secret: string, audience: string): Promise<unknown> {
  try {
    return (await jwtVerify(token, toKey(secret), { algorithms: ['HS256'], audience })).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      throw new AppError('token_expired', 'Your sign-in has run out. Sign in again.');
    if (error instanceof errors.JOSEError) throw signInAgain();
    throw error;
  }
}

function toKey(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
