// The door of notes: what the team writes about a chat for itself.
import type { Feature } from '../../platform/feature';
import { noteSubscribers } from './live';
import { noteBindings } from './routes';

export const notesFeature: Feature = { name: 'notes', bindings: noteBindings, subscribers: noteSubscribers };
