// Files as a person brings them: chosen, dropped, pasted.
import type { Locator, Page } from '@playwright/test';

export interface GivenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A picture drawn in the browser: one colour, so that two are two files. */
export async function picture(page: Page, name: string, colour: string): Promise<GivenFile> {
  const base64 = await page.evaluate((fill) => {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 240;
    const drawing = canvas.getContext('2d');
    if (!drawing) throw new Error('This browser cannot draw');
    drawing.fillStyle = fill;
    drawing.fillRect(0, 0, 320, 240);
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  }, colour);
  return { name, mimeType: 'image/png', buffer: Buffer.from(base64, 'base64') };
}

/** As if the files were carried over the element and let go there. */
export async function dropFile(target: Locator, file: GivenFile): Promise<void> {
  await target.evaluate(
    (element, { name, mimeType, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], name, { type: mimeType }));
      for (const type of ['dragenter', 'dragover', 'drop'])
        element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried }));
    },
    { name: file.name, mimeType: file.mimeType, base64: file.buffer.toString('base64') },
  );
}

/** As if it had been copied elsewhere and pasted here. */
export async function pasteFile(target: Locator, file: GivenFile): Promise<void> {
  await target.evaluate(
    (element, { name, mimeType, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], name, { type: mimeType }));
      element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
    },
    { name: file.name, mimeType: file.mimeType, base64: file.buffer.toString('base64') },
  );
}
