// A name that another template of the same owner has.
import { brokenConstraint } from '../../platform/db/faults';
import { AppError } from '../../platform/errors';

/** @throws AppError name_taken instead of the database's refusal */
export async function orNameTaken(writing: Promise<unknown>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (brokenConstraint(error) === 'templates_name_key')
      throw new AppError('name_taken', 'A template of this name exists already. Choose another name.', {
        details: [{ path: 'name', message: 'This name is taken' }],
      });
    throw error;
  }
}
