// A small ring that turns while something works. Decorative: the text beside it says what.
import { LoaderCircle } from 'lucide-react';
import { cn } from './cn';
import { Icon } from './icon';

export function Spinner({ size = 16, className }: { size?: number; className?: string }) {
  return <Icon of={LoaderCircle} size={size} className={cn('animate-spin', className)} />;
}
