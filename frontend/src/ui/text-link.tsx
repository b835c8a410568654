// A link inside text.
import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { cn } from './cn';

export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cn('rounded-xs font-medium text-accent-text underline-offset-2 hover:underline', className)}
      {...rest}
    />
  );
}
