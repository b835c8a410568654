// Joins class names. It adds and never resolves conflicts: to override a component's own utility, mark yours with `!` (`px-0!`).
import { type ClassValue, clsx } from 'clsx';

/** Class names joined; falsy ones dropped. */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
