// What may become of a send.

/** `hang` holds the request and accepts nothing; `reset` accepts and then cuts the line; the others but `normal` are refused. */
export type Fate = 'normal' | 'hang' | 'reset' | 'too-many' | 'broken' | 'closed';

/** How often each was drawn. */
export function noFates(): Record<Fate, number> {
  return { normal: 0, hang: 0, reset: 0, 'too-many': 0, broken: 0, closed: 0 };
}
