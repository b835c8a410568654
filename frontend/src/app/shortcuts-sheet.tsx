// `?`: everything the keyboard can do on this page.
import { useTranslation } from 'react-i18next';
import { type Shortcut, useOfferedShortcuts } from '../lib/shortcuts';
import { Dialog } from '../ui/dialog';
import { Kbd } from '../ui/kbd';

function groupShortcuts(shortcuts: Shortcut[]): [string, Shortcut[]][] {
  const groups = new Map<string, Shortcut[]>();
  for (const shortcut of shortcuts) {
    if (!shortcut.keys) continue;
    groups.set(shortcut.group, [...(groups.get(shortcut.group) ?? []), shortcut]);
  }
  return [...groups];
}

export default function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const groups = groupShortcuts(useOfferedShortcuts());
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('shortcuts.title')}>
      {/* On a small screen the list is longer than the sheet and holds nothing else to reach: without a stop of the Tab key only a pointer could scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
      <div tabIndex={0} className="gap-x-10 rounded-sm outline-none focus-visible:shadow-focus tablet:columns-2">
        {groups.map(([group, shortcuts]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-12 font-medium text-ink-muted">{group}</h3>
            <dl>
              {shortcuts.map((shortcut) => (
                <div key={shortcut.keys} className="flex min-h-8 items-center justify-between gap-4 text-13">
                  <dt>{shortcut.label}</dt>
                  <dd>
                    <Kbd keys={shortcut.keys} className="text-ink-muted" />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
