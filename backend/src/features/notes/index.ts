// The door of notes.
import type { Feature } from '../../platform/feature';

export const notesFeature: Feature = { name: 'notes' };
