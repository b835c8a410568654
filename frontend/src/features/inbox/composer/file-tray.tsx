// The files of an answer, in the order in which they will leave. Loaded with the first file.
import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  arrayMove,
  horizontalListSortingStrategy,
  SortableContext,
  sortableKeyboardCoordinates,
} from '@dnd-kit/sortable';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { retryUpload } from '../media/uploads';
import { FileTile } from './file-tile';
import type { Files } from './use-files';

export default function FileTray({ files }: { files: Files }) {
  const { t } = useTranslation('inbox');
  const queryClient = useQueryClient();
  const sensors = useSensors(
    // A press alone must still reach the buttons of a tile.
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const { uploads } = files;
  const keys = uploads.map((upload) => upload.key);
  const nameOf = (id: string | number) => uploads.find((upload) => upload.key === id)?.fileName ?? '';
  const placeOf = (id: string | number) => keys.indexOf(String(id)) + 1;

  function onDragEnd({ active, over }: DragEndEvent) {
    const from = keys.indexOf(String(active.id));
    const to = over ? keys.indexOf(String(over.id)) : -1;
    if (from >= 0 && to >= 0 && from !== to) files.reorder(arrayMove(keys, from, to));
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={onDragEnd}
      accessibility={{
        screenReaderInstructions: { draggable: t('attach.moveHelp') },
        announcements: {
          onDragStart: ({ active }) => t('attach.lifted', { name: nameOf(active.id) }),
          onDragOver: ({ active, over }) =>
            over ? t('attach.moved', { name: nameOf(active.id), place: placeOf(over.id) }) : undefined,
          onDragEnd: ({ active, over }) =>
            over ? t('attach.moved', { name: nameOf(active.id), place: placeOf(over.id) }) : undefined,
          onDragCancel: ({ active }) => t('attach.putBack', { name: nameOf(active.id) }),
        },
      }}
    >
      <SortableContext items={keys} strategy={horizontalListSortingStrategy}>
        <ul aria-label={t('attach.list')} className="flex gap-2.5 overflow-x-auto px-3 pt-2.5 pb-1">
          {uploads.map((upload) => (
            <FileTile
              key={upload.key}
              upload={upload}
              failure={upload.error ? sayError(t, upload.error) : null}
              movable={uploads.length > 1}
              onRemove={() => files.remove(upload.key)}
              onRetry={() => retryUpload(queryClient, upload.key)}
            />
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}
