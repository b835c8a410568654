// The one form of a Graph API refusal, and the refusals that any endpoint may give.
import { createTraceId } from './ids';

/** A refusal on its way to the client; the dialect turns it into an answer. */
export class GraphRefusal extends Error {
  constructor(
    readonly status: number,
    readonly error: Record<string, unknown>,
  ) {
    super(String(error.message));
  }
}

export interface RefusalDetails {
  status?: number;
  subcode?: number;
  type?: string;
  /** WhatsApp's explanation, under `error_data.details`. */
  details?: string;
  isTransient?: boolean;
  userTitle?: string;
  userMessage?: string;
}

/**
 * A refusal in the error-object form.
 * @param message without its number in front
 * @param given `status` is HTTP's, 400 unless told; `details` makes it a WhatsApp error
 */
export function refuse(code: number, message: string, given: RefusalDetails = {}): GraphRefusal {
  const { status = 400, subcode, type = 'OAuthException', details, isTransient, userTitle, userMessage } = given;
  return new GraphRefusal(status, {
    message: `(#${code}) ${message}`,
    type,
    code,
    ...(details !== undefined && { error_data: { messaging_product: 'whatsapp', details } }),
    ...(subcode !== undefined && { error_subcode: subcode }),
    ...(userTitle !== undefined && { error_user_title: userTitle, error_user_msg: userMessage ?? '' }),
    ...(isTransient !== undefined && { is_transient: isTransient }),
    fbtrace_id: createTraceId(),
  });
}

/** Token missing, unknown, expired or revoked. */
export function refuseToken(subcode: number | undefined, message: string): GraphRefusal {
  const refusal = refuse(190, message, { status: 401, subcode });
  refusal.error.message = message;
  return refusal;
}

/** The object does not exist, or this token may not see it. */
export function refuseUnknownObject(method: string, id: string): GraphRefusal {
  const words = `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`;
  const refusal = refuse(100, words, { subcode: 33, type: 'GraphMethodException' });
  refusal.error.message = words;
  return refusal;
}

export function refuseParameter(message: string, details?: string): GraphRefusal {
  return refuse(100, message, { details });
}

export function refusePermission(permission: string): GraphRefusal {
  return refuse(10, `Application does not have permission for this action: ${permission}`, { status: 403 });
}
