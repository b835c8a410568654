// Names are unique in the tenant; the database decides, and its refusal becomes a sentence.
import { brokenConstraint } from '../../platform/db/faults';
import { AppError } from '../../platform/errors';

/** Runs a write; a taken name becomes an error on its field. @throws AppError name_taken, already_connected */
export async function refusingTakenNames<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const index = brokenConstraint(error);
    if (index === 'connections_name_key') throw taken('name', 'Another number already has this name.');
    if (index === 'connections_external_name_key')
      throw taken('externalName', 'Another number already has this external name.');
    if (index === 'connections_external_key')
      throw new AppError(
        'already_connected',
        'This number or page is connected already. Remove that connection first; it may belong to another team.',
      );
    throw error;
  }
}

function taken(path: string, message: string): AppError {
  return new AppError('name_taken', `${message} Choose a different one.`, { details: [{ path, message }] });
}
