// What to know before an answer is sent: that it will wait for the line, that this person opted out, that a ready answer has holes.
import type { Chat, Connection } from '@parley/contract';
import { CircleSlash, Clock, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { Icon } from '../../../ui/icon';

export function Notices({ chat, connection }: { chat: Chat; connection: Connection | undefined }) {
  const { t } = useTranslation('inbox');
  const waits = connection !== undefined && connection.state !== 'connected';
  return (
    <>
      {waits && <Notice icon={Clock}>{t('composer.waits', { name: chat.connectionName })}</Notice>}
      {chat.optedOut && <Notice icon={CircleSlash}>{t('composer.optedOut')}</Notice>}
    </>
  );
}

/** Variables of the ready answer that have no value for this person: their places are empty. */
export function MissingVariables({ names }: { names: readonly string[] }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  if (names.length === 0) return null;
  return (
    <Notice icon={TriangleAlert}>{t('canned.missing', { count: names.length, names: format.list([...names]) })}</Notice>
  );
}

function Notice({ icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <p role="status" className="flex items-start gap-1.5 px-3 pt-2 text-12 text-warning">
      <Icon of={icon} size={14} className="mt-0.5" />
      <span>{children}</span>
    </p>
  );
}
