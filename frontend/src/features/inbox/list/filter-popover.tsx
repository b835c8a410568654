// Everything the list can be narrowed by, in one small pane.
import { ListFilter } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button';
import { Popover } from '../../../ui/popover';
import { countNarrowing, type FilterProps } from '../filter';

const importForm = () => import('./filter-form');
const FilterForm = lazy(importForm);

export function FilterPopover(props: FilterProps) {
  const { t } = useTranslation('inbox');
  const narrowing = countNarrowing(props.filter);
  return (
    <Popover
      label={t('filter.label')}
      align="end"
      className="w-80"
      trigger={
        <IconButton
          icon={ListFilter}
          label={t('filter.label')}
          on={narrowing > 0 || undefined}
          onPointerEnter={() => void importForm().catch(() => undefined)}
        />
      }
    >
      <Suspense fallback={<div className="h-60" />}>
        <FilterForm {...props} />
      </Suspense>
    </Popover>
  );
}
