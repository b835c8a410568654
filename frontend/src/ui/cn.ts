// Joins class names; later utilities win over earlier ones, with our token scales known to the merger.
import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ['11', '12', '13', '14', '16', '20', '28'],
      'font-weight': ['regular', 'medium', 'semibold'],
      leading: ['none', 'tight', 'snug', 'base'],
      shadow: ['pop', 'dialog', 'focus', 'focus-inset', 'edge'],
      spacing: ['bar', 'row', 'row-chat', 'control', 'control-sm', 'touch', 'rail', 'list', 'panel'],
      radius: ['xs', 'sm', 'md', 'lg'],
    },
  },
});

/** Class names joined; falsy ones dropped, conflicts resolved in favour of the last. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
