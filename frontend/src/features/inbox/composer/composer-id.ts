// Where the keyboard goes to write: the field of the composer, whichever form it has.
export const composerId = 'composer';
