// The page "api-keys": its frame while the content is being built.
import { useTranslation } from 'react-i18next';
import { PageBar } from '../../../ui/page-bar';
import { SkeletonRows } from '../../../ui/skeleton';

export default function ApiKeysPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageBar title={t('nav.apiKeys')} />
      <SkeletonRows />
    </>
  );
}
