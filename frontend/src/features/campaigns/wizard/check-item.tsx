// One line of the launch check: how it stands, in words, with its fix beside it.
import type { LaunchCheck } from '@parley/contract';
import { CircleAlert, CircleCheck, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../ui/button';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';

export type Level = 'ok' | 'warn' | 'block';

const levels: Record<Level, { icon: LucideIcon; colour: string }> = {
  ok: { icon: CircleCheck, colour: 'text-success' },
  warn: { icon: TriangleAlert, colour: 'text-warning' },
  block: { icon: CircleAlert, colour: 'text-danger' },
};

interface ItemProps {
  level: Level;
  title: ReactNode;
  help?: ReactNode;
  action?: ReactNode;
  icon?: LucideIcon;
  children?: ReactNode;
}

export function Item({ level, title, help, action, icon, children }: ItemProps) {
  const look = levels[level];
  return (
    <section
      data-level={level}
      className="grid grid-cols-[20px_minmax(0,1fr)_auto] items-start gap-x-3 border-t border-line py-3.5 max-tablet:grid-cols-[20px_minmax(0,1fr)]"
    >
      <Icon of={icon ?? look.icon} size={18} className={cn('mt-0.5', look.colour)} />
      <div className="min-w-0">
        <h3 className="text-14 font-semibold">{title}</h3>
        {help && <p className="text-13 text-ink-muted">{help}</p>}
        {children}
      </div>
      {action && <div className="max-tablet:col-start-2 max-tablet:mt-2">{action}</div>}
    </section>
  );
}

export function levelOf(check: LaunchCheck, code: LaunchCheck['problems'][number]['code']): Level {
  return check.problems.find((problem) => problem.code === code)?.severity ?? 'ok';
}

export function ChangeButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="ghost" size="sm" className="max-tablet:-ms-3" onClick={onClick}>
      {label}
    </Button>
  );
}

export function LinkButton({ to, label }: { to: string; label: string }) {
  return (
    <Button size="sm" asChild>
      <Link to={to}>{label}</Link>
    </Button>
  );
}
