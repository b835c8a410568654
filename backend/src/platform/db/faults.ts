// What PostgreSQL's error codes mean for us (PostgreSQL manual, appendix A).

/** The database's code of an error, e.g. `23505`. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Deadlock or serialization failure: the transaction is gone, and running it again is right. */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  // P2034 is what Prisma calls both.
  return code === '40P01' || code === '40001' || code === 'P2034';
}

/** Class 22: the data itself is not acceptable, whoever sends it and however often. */
export function isDataFault(error: unknown): boolean {
  return /^22/.test(codeOf(error) ?? '');
}

/** Text that PostgreSQL cannot hold: NUL characters, halves of surrogate pairs. */
export function isTextFault(error: unknown): boolean {
  const code = codeOf(error);
  return code === '22021' || code === '22P05';
}

/** The unique index that a write would have broken, by its name. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : undefined;
}
