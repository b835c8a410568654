// Samples of media headers: given by the handle of an upload, shown again as an address.
import type { World } from '../../world';
import { findWhatsAppFault, type WhatsAppKind } from '../media/rules';
import { findUploaded } from '../media/uploads';
import type { TemplateComponent } from './template';
import { refuseTemplate, refuseWithoutSample } from './template-rules';

const KINDS = new Map<string, WhatsAppKind>([
  ['IMAGE', 'image'],
  ['VIDEO', 'video'],
  ['DOCUMENT', 'document'],
]);
const SHOWN_FOR_MS = 30 * 86_400_000;

/**
 * The components as Meta keeps them: an address in place of each handle.
 * @throws GraphRefusal 100/2388273 without a sample, 100 for a handle that is none or a file of another kind
 */
export function takeSamples(world: World, components: TemplateComponent[]): TemplateComponent[] {
  return components.map((component) => {
    const format = component.format?.toUpperCase() ?? '';
    const kind = component.type === 'HEADER' ? KINDS.get(format) : undefined;
    if (kind === undefined) return component;
    const [handle] = handlesOf(component.example);
    if (handle === undefined) throw refuseWithoutSample(format);
    const file = findUploaded(world.graph.uploads.values(), handle);
    if (file === undefined) throw refuseTemplate('the header_handle is not the handle of an upload');
    const fault = findWhatsAppFault(file.mimeType, file.bytes, kind);
    if (fault !== null) throw refuseTemplate(`the sample does not fit a header of format ${format}: ${fault}`);
    const address = world.publicUrl + world.graph.files.signPath('cdn', file.id, Date.now() + SHOWN_FOR_MS);
    return { ...component, example: { header_handle: [address] } };
  });
}

function handlesOf(example: unknown): unknown[] {
  const handles = typeof example === 'object' && example !== null ? Object.entries(example) : [];
  return handles.flatMap(([name, value]) => (name === 'header_handle' && Array.isArray(value) ? value : []));
}
