// An address that leads nowhere.
import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';

export default function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="grid h-full min-h-80">
      <EmptyState
        icon={Compass}
        title={t('states.notFound')}
        action={
          <Button asChild variant="primary">
            <Link to="/">{t('actions.goHome')}</Link>
          </Button>
        }
      >
        {t('states.notFoundHelp')}
      </EmptyState>
    </div>
  );
}
