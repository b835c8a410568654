// A link inside text.
import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { cn } from './cn';

export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cn(
        'relative rounded-xs font-medium text-accent-text underline-offset-2 hover:underline max-tablet:after:absolute max-tablet:after:-inset-x-2 max-tablet:after:-inset-y-3',
        className,
      )}
      {...rest}
    />
  );
}
