// Asks the browser how large a picture or film is, and how long a recording: bubbles take their final size before the server has answered.

export interface Measures {
  width: number | null;
  height: number | null;
  /** Seconds. */
  durationSeconds: number | null;
}

/** Facts of a file behind a local address; empty where the browser cannot tell. Never throws. */
export function measure(kind: 'image' | 'video' | 'audio' | 'document', url: string): Promise<Partial<Measures>> {
  if (kind === 'image') return measurePicture(url);
  if (kind === 'document') return Promise.resolve({});
  return measurePlayed(kind, url);
}

function measurePicture(url: string): Promise<Partial<Measures>> {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight });
    image.onerror = () => resolve({});
    image.src = url;
  });
}

function measurePlayed(kind: 'video' | 'audio', url: string): Promise<Partial<Measures>> {
  return new Promise((resolve) => {
    const player = document.createElement(kind);
    player.preload = 'metadata';
    player.onloadedmetadata = () => {
      // A recording of the browser does not know its own length yet.
      const durationSeconds = Number.isFinite(player.duration) ? player.duration : null;
      if (player instanceof HTMLVideoElement)
        resolve({ durationSeconds, width: player.videoWidth || null, height: player.videoHeight || null });
      else resolve({ durationSeconds });
    };
    player.onerror = () => resolve({});
    player.src = url;
  });
}
