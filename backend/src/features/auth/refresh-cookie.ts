// The refresh token as browsers carry it: a cookie that scripts cannot read and other sites cannot send.
import type { SignedIn } from '@parley/contract';
import { parseCookie } from 'cookie';
import type { CookieOptions, Request } from 'express';
import type { Config } from '../../platform/config';
import { AppError } from '../../platform/errors';
import type { BaseContext } from '../../platform/http/context';

const cookieName = 'parley_refresh';

/** Hands the refresh token over as a cookie too, and returns the answer unchanged. */
export function withCookie({ parts, res }: BaseContext, signedIn: SignedIn): SignedIn {
  res.cookie(cookieName, signedIn.refreshToken, {
    ...cookieOptions(parts.config),
    maxAge: parts.config.tokens.refreshSeconds * 1000,
  });
  return signedIn;
}

export function dropCookie({ parts, res }: BaseContext): void {
  res.clearCookie(cookieName, cookieOptions(parts.config));
}

/**
 * The token of the cookie, if there is one.
 * @throws AppError origin_refused when a page of another origin sent it (SameSite=Strict already prevents that in current browsers)
 */
export function readCookie({ parts, req }: BaseContext): string | undefined {
  const token = parseCookie(req.get('cookie') ?? '')[cookieName];
  if (!token) return undefined;
  const origin = req.get('origin');
  if (origin !== undefined && !isOwnOrigin(parts.config, req, origin))
    throw new AppError('origin_refused', 'This page may not use your sign-in. Open Parley at its own address.');
  return token;
}

function isOwnOrigin(config: Config, req: Request, origin: string): boolean {
  return config.origins.includes(origin) || origin === `${req.protocol}://${req.get('host')}`;
}

function cookieOptions(config: Config): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', secure: config.production, path: '/api/auth' };
}
