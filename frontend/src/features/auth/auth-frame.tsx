// The quiet page that the sign-in forms stand on.
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { LanguageButton, ThemeToggle } from '../../ui/appearance';
import { BrandMark } from '../../ui/brand-mark';
import { TooltipProvider } from '../../ui/tooltip';

interface AuthFrameProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  /** Under the form: the way to the other form. */
  below?: ReactNode;
}

export function AuthFrame({ title, lead, children, below }: AuthFrameProps) {
  useEffect(() => {
    document.title = `${title} · Parley`;
  }, [title]);
  return (
    <TooltipProvider>
      <div className="grid min-h-full grid-rows-[auto_1fr] overflow-auto">
        <header className="flex items-center justify-between px-6 py-5 text-13 max-tablet:px-4">
          <Link to="/login" className="flex items-center gap-1.5 text-16 font-semibold" aria-label="Parley">
            <BrandMark size={24} />
            Parley
          </Link>
          <span className="flex items-center gap-2">
            <ThemeToggle />
            <LanguageButton />
          </span>
        </header>
        <main className="grid place-items-center px-4 pt-4 pb-[8vh]">
          <div className="grid w-[min(352px,100%)] gap-4">
            <div>
              <h1 className="text-20 font-semibold tablet:text-[24px]">{title}</h1>
              {lead && <p className="mt-1 text-ink-muted">{lead}</p>}
            </div>
            {children}
            {below && <p className="mt-1 text-center text-13 text-ink-muted">{below}</p>}
          </div>
        </main>
      </div>
    </TooltipProvider>
  );
}
