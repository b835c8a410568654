// Access tokens: what one allows, and what Meta says of one that no longer works.
import type { App } from './assets';
import { refuseToken } from './errors';

export interface Token {
  value: string;
  appId: string;
  type: 'USER' | 'PAGE' | 'SYSTEM_USER' | 'INSTAGRAM' | 'APP';
  scopes: string[];
  /** Ids of the WABAs, numbers, Pages or Instagram accounts it may touch. */
  targets: Set<string>;
  /** Unix seconds. */
  issuedAt: number;
  /** Unix seconds; 0 never expires. */
  expiresAt: number;
  dataAccessExpiresAt: number;
  /** Subcode of the reason why it was revoked, such as 460 for a changed password; null while it works. */
  revokedBy: number | null;
}

export const WHATSAPP_SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management'];
export const PAGE_SCOPES = ['pages_messaging', 'pages_manage_metadata', 'pages_show_list', 'pages_read_engagement'];
export const PAGE_INSTAGRAM_SCOPES = ['instagram_basic', 'instagram_manage_messages'];
export const INSTAGRAM_SCOPES = ['instagram_business_basic', 'instagram_business_manage_messages'];

/** Meta's words by subcode of 190. */
const REVOCATIONS: Record<number, string> = {
  458: 'Error validating access token: The user has not authorized application.',
  459: 'Error validating access token: The session is invalid because the user must log in.',
  460: 'Error validating access token: The session has been invalidated because the user changed their password.',
  463: 'Error validating access token: Session has expired.',
  464: 'Error validating access token: Sessions for the user are not allowed because the user is not a confirmed user.',
  467: 'Error validating access token: The access token is invalid since the user has logged out.',
};
const UNREADABLE = 'Invalid OAuth access token - Cannot parse access token';

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}

/** Why a token does not work, as Meta's subcode and words; null when it does. */
export function findTokenFault(token: Token): { subcode: number; message: string } | null {
  const subcode = token.revokedBy ?? (token.expiresAt !== 0 && token.expiresAt <= nowSeconds() ? 463 : null);
  return subcode === null ? null : { subcode, message: REVOCATIONS[subcode] ?? UNREADABLE };
}

/**
 * The token of a call.
 * @throws GraphRefusal 190 when it is missing, unknown, expired or revoked
 */
export function readToken(tokens: Map<string, Token>, apps: Map<string, App>, value: string | undefined): Token {
  const token = value === undefined ? undefined : (tokens.get(value) ?? readAppToken(apps, value));
  if (token === undefined) throw refuseToken(undefined, UNREADABLE);
  const fault = findTokenFault(token);
  if (fault) throw refuseToken(fault.subcode, fault.message);
  return token;
}

/** `APP_ID|APP_SECRET` is the app's own token. */
function readAppToken(apps: Map<string, App>, value: string): Token | undefined {
  const [appId = '', secret] = value.split('|');
  if (secret === undefined || apps.get(appId)?.secret !== secret) return undefined;
  const never = { issuedAt: 0, expiresAt: 0, dataAccessExpiresAt: 0, revokedBy: null };
  return { value, appId, type: 'APP', scopes: [], targets: new Set(), ...never };
}
