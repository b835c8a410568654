// Two versions side by side in one text; the newest two at first.
import type { EndpointOutput, listTemplateVersions } from '@parley/contract';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Select } from '../../../ui/select';

// The comparison comes with a library that nobody else needs.
const VersionDiff = lazy(() => import('./version-diff'));

type Version = EndpointOutput<typeof listTemplateVersions>;

export function VersionCompare({ versions }: { versions: readonly Version[] }) {
  const { t } = useTranslation('templates');
  const [chosen, setChosen] = useState<{ from?: string; to?: string }>({});
  const [newest, before] = versions;
  if (!newest || !before) return null;
  const find = (value: string | undefined, otherwise: Version) =>
    versions.find((one) => String(one.version) === value) ?? otherwise;
  const [from, to] = [find(chosen.from, before), find(chosen.to, newest)];
  const options = versions.map((one) => ({
    value: String(one.version),
    label: t('versions.number', { version: one.version }),
  }));
  return (
    <section aria-label={t('versions.compare')} className="mb-4 grid gap-2 border-b border-line pb-4">
      <div className="grid grid-cols-[1fr_auto_1fr] items-center gap-2 text-12 text-ink-muted">
        <Select
          label={t('versions.from')}
          value={String(from.version)}
          onChange={(value) => setChosen({ ...chosen, from: value })}
          options={options}
        />
        {t('versions.against')}
        <Select
          label={t('versions.to')}
          value={String(to.version)}
          onChange={(value) => setChosen({ ...chosen, to: value })}
          options={options}
        />
      </div>
      <Suspense fallback={null}>
        <VersionDiff from={from.content.body} to={to.content.body} />
      </Suspense>
    </section>
  );
}
