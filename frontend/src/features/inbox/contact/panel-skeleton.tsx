// What stands for a person's details while they, or the code that shows them, are on their way.
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../../ui/skeleton';

export function PanelSkeleton() {
  const { t } = useTranslation('inbox');
  return (
    <div role="status" aria-label={t('contact.loading')}>
      <div className="flex items-center gap-3 p-4">
        <Skeleton shape="circle" className="size-11" />
        <Skeleton className="w-1/2" />
      </div>
      <div className="grid gap-4 border-t border-line p-4">
        {['w-3/4', 'w-2/3', 'w-1/2', 'w-3/5', 'w-2/5'].map((width) => (
          <Skeleton key={width} className={width} />
        ))}
      </div>
    </div>
  );
}
