// Beside the editor: how the text reads, how it read before, and how it is used.
import type { Template } from '@parley/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../../ui/tabs';
import { PreviewPane } from './preview-pane';
import { UsageFigures } from './usage-figures';
import { VersionList } from './version-list';

interface SidePaneProps {
  template: Template | undefined;
  body: string;
  broken: boolean;
  onFallback?: (key: string) => void;
  onRestore?: (body: string, version: number) => void;
}

export function SidePane({ template, body, broken, onFallback, onRestore }: SidePaneProps) {
  const { t } = useTranslation('templates');
  const [tab, setTab] = useState<'preview' | 'versions' | 'use'>('preview');
  return (
    <aside className="flex min-w-0 flex-col border-line desktop:min-h-0 bg-sunken max-desktop:border-t desktop:border-s">
      {template && (
        <div className="flex flex-none border-b border-line px-5">
          <Tabs
            label={t('editor.side')}
            value={tab}
            onChange={setTab}
            items={[
              { value: 'preview', label: t('preview.title') },
              { value: 'versions', label: t('versions.title'), count: template.version },
              { value: 'use', label: t('usage.title') },
            ]}
          />
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div tabIndex={0} className="min-h-0 flex-1 px-5 py-5 focus-visible:shadow-focus-inset desktop:overflow-auto">
        {tab === 'use' && template ? (
          <UsageFigures template={template} />
        ) : tab === 'versions' && template ? (
          <VersionList templateId={template.id} body={body} onRestore={onRestore} />
        ) : (
          <PreviewPane body={body} broken={broken} onFallback={onFallback} />
        )}
      </div>
    </aside>
  );
}
