// Reads multipart bodies: fields as text, files as bytes with their declared type.

export interface UploadedFile {
  fileName: string;
  mimeType: string;
  bytes: Buffer;
}

export interface Multipart {
  fields: Record<string, string>;
  files: Record<string, UploadedFile>;
}

/** @throws TypeError when the body is not what its content type says */
export async function readMultipart(bytes: Buffer, contentType: string): Promise<Multipart> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  const read: Multipart = { fields: {}, files: {} };
  for (const [name, value] of form) {
    if (typeof value === 'string') read.fields[name] = value;
    else {
      const mimeType = value.type || 'application/octet-stream';
      read.files[name] = { fileName: value.name, mimeType, bytes: Buffer.from(await value.arrayBuffer()) };
    }
  }
  return read;
}
