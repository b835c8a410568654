// Above the field, while the customer is writing: an answer may be worth holding back.
import type { Chat } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useContactTyping } from '../presence';

export function TypingRow({ chat }: { chat: Chat }) {
  const { t } = useTranslation('inbox');
  const typing = useContactTyping(chat.id);
  if (!typing) return null;
  return (
    <p className="flex items-center gap-2 px-5 pb-1.5 text-12 text-ink-muted max-tablet:px-3">
      <span aria-hidden className="typing-dots flex items-center gap-[3px]">
        <i />
        <i />
        <i />
      </span>
      <span className="truncate">{t('presence.contactTyping', { name: chat.contactName })}</span>
    </p>
  );
}
