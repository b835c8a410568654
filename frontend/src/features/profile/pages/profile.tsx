// My profile: who I am, how the app looks to me, my answers for templates, my password and my devices.
import { useTranslation } from 'react-i18next';
import { PageBar } from '../../../ui/page-bar';
import { AboutForm, LookForm } from '../about-form';
import { CoachForm } from '../coach-form';
import { Devices } from '../devices';
import { PasswordForm } from '../password-form';

export default function ProfilePage() {
  const { t } = useTranslation('profile');
  return (
    <>
      <PageBar title={t('common:nav.profile')} />
      <div className="min-h-0 flex-1 overflow-auto pb-8">
        <AboutForm />
        <LookForm />
        <CoachForm />
        <PasswordForm />
        <Devices />
      </div>
    </>
  );
}
