// The kinds of message that are not text: each has an icon and a word until it can be shown itself.
import { type MessageKind, messageKinds } from '@parley/contract';
import {
  CircleHelp,
  Contact,
  FileText,
  Image,
  LayoutTemplate,
  ListChecks,
  type LucideIcon,
  MapPin,
  MessageSquare,
  Mic,
  Smile,
  Sticker,
  Video,
} from 'lucide-react';

export const kindIcons: Record<MessageKind, LucideIcon> = {
  text: MessageSquare,
  image: Image,
  video: Video,
  audio: Mic,
  document: FileText,
  sticker: Sticker,
  location: MapPin,
  contact: Contact,
  interactive: ListChecks,
  template: LayoutTemplate,
  reaction: Smile,
  unsupported: CircleHelp,
};

/** Narrows what a row says of its last message; an unknown kind is an unsupported one. */
export function toKind(kind: string): MessageKind {
  return messageKinds.find((one) => one === kind) ?? 'unsupported';
}
