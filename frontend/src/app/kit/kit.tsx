// Every component in every state, on one page. Exists only in development builds, at /kit.

import { LanguageButton, ThemeToggle } from '../../ui/appearance';
import { Badge } from '../../ui/badge';
import { PageBar } from '../../ui/page-bar';
import { TooltipProvider } from '../../ui/tooltip';
import { ControlsKit } from './kit-controls';
import { ConversationKit } from './kit-conversation';
import { DataKit } from './kit-data';

export default function Kit() {
  return (
    <TooltipProvider>
      <div className="flex min-h-full flex-col bg-surface">
        <PageBar
          title="Component kit"
          aside={<Badge>dev</Badge>}
          actions={
            <>
              <ThemeToggle />
              <LanguageButton />
            </>
          }
        />
        <main className="grid gap-10 p-6 max-tablet:p-4">
          <ControlsKit />
          <DataKit />
          <ConversationKit />
        </main>
      </div>
    </TooltipProvider>
  );
}
