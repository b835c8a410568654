// The refusals of an Evolution server: its envelope, its flat form and its bare form, with the exact nesting of messages.

/** A refusal on its way to the client; the dialect turns it into an answer. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(`refused with ${status}`);
  }
}

const LABELS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

/** The usual envelope. `message` is an array for refusals Evolution decides itself, a string for errors it only passes on. */
export function refuse(status: number, message: unknown, error = LABELS[status] ?? 'Internal Server Error'): Refusal {
  return new Refusal(status, { status, error, response: { message } });
}

/** Unknown instance; answered before the key is looked at. */
export function refuseUnknownInstance(name: string): Refusal {
  return refuse(404, [`The "${name}" instance does not exist`]);
}

/** Missing or wrong key: the message is a plain string here. */
export function refuseKey(): Refusal {
  return refuse(401, 'Unauthorized');
}

/** Body outside its schema: the list of faults is itself an element, hence the double nesting. */
export function refuseSchema(faults: string[]): Refusal {
  return refuse(400, [faults]);
}

/** Schema refusal of the chat look-ups, which leave out the `response` wrapper. */
export function refuseSchemaFlat(faults: string[]): Refusal {
  return new Refusal(400, { status: 400, error: 'Bad Request', message: [faults] });
}

/** A send through a socket that is not open. */
export function refuseClosedSocket(): Refusal {
  return refuse(500, 'Connection Closed');
}

/** A call that reaches for a socket that was never made since the server started. */
export function refuseMissingSocket(property: string): Refusal {
  return refuse(500, `Cannot read properties of undefined (reading '${property}')`);
}

/** `whatsappNumbers` through a closed socket: the raw error object of the WhatsApp library. */
export function refuseClosedLookup(): Refusal {
  const payload = { statusCode: 428, error: 'Precondition Required', message: 'Connection Closed' };
  return new Refusal(400, {
    data: null,
    isBoom: true,
    isServer: false,
    output: { statusCode: 428, payload, headers: {} },
  });
}
