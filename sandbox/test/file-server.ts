// A web server with one picture, a missing one and a page, for everything that is given by address.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SAMPLES } from '../src/samples';

/** `/photo.jpg` is a picture, `/gone.jpg` is missing, `/page.html` is a page, `/inv-77.pdf` a document. */
export async function startFileServer() {
  const server = createServer(({ url }, response) => {
    if (url === '/gone.jpg') response.writeHead(404).end();
    else if (url === '/page.html') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>no file</p>');
    else if (url?.endsWith('.pdf'))
      response.writeHead(200, { 'content-type': 'application/pdf' }).end(SAMPLES.document.bytes);
    else response.writeHead(200, { 'content-type': 'image/jpeg' }).end(SAMPLES.image.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
