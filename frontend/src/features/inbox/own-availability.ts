// Whether the reader takes new chats: switched here, said in a word.
import { setAvailability } from '@parley/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api-client';
import { availabilityQuery } from '../../lib/availability';
import { sayError } from '../../lib/field-errors';
import { notify, notifyError } from '../../ui/toast';

/** Takes new chats or not. */
export function useOwnAvailability(): (available: boolean) => void {
  const { t } = useTranslation('inbox');
  const queryClient = useQueryClient();
  const { queryKey } = availabilityQuery;
  const { mutate } = useMutation({
    mutationFn: (available: boolean) => call(setAvailability, { body: { available } }),
    onSuccess: (mine, available) => {
      queryClient.setQueryData(queryKey, (old) => old?.map((one) => (one.userId === mine.userId ? mine : one)));
      notify(available ? t('availability.taking') : t('availability.paused'));
    },
    onError: (error) => notifyError(sayError(t, error)),
  });
  return mutate;
}
