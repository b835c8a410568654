// What a customer may send beside text: a picture or file of their own, a ready voice note, a place.
const LARGEST_BYTES = 64 * 1024 * 1024;
/** Where the ready-made place is: a square in Tel Aviv. */
const PLACE = { latitude: 32.0809, longitude: 34.7806 };

/** Wires the attach menu. `act` sends one thing; `fail` says why a file cannot be read. */
export function wireAttach({ menu, file, pick, voice, place }, act, fail) {
  const close = () => {
    menu.open = false;
  };
  pick.onclick = () => {
    close();
    file.click();
  };
  file.onchange = async () => {
    const [chosen] = file.files;
    file.value = '';
    if (!chosen) return;
    if (chosen.size > LARGEST_BYTES) return fail('64 MB');
    act({
      file: {
        base64: await readBase64(chosen),
        mimeType: chosen.type || 'application/octet-stream',
        fileName: chosen.name,
      },
    });
  };
  voice.onclick = () => {
    close();
    act({ isVoiceSample: true });
  };
  place.onclick = () => {
    close();
    act({ place: PLACE });
  };
  document.addEventListener('click', (event) => {
    for (const open of document.querySelectorAll('details[open]')) if (!open.contains(event.target)) open.open = false;
  });
}

/** WhatsApp repeats that somebody writes about this often. */
const TYPING_EVERY_MS = 4_000;
/** After this long without a key nobody writes any more. */
const TYPING_STOPS_MS = 3_000;

/** Tells that the customer writes, and that they have stopped. */
export function wireTyping(text, tell) {
  let toldAt = 0;
  let stopping;
  const stop = () => {
    clearTimeout(stopping);
    if (toldAt > 0) tell(false);
    toldAt = 0;
  };
  text.addEventListener('input', () => {
    if (text.value === '') return stop();
    clearTimeout(stopping);
    stopping = setTimeout(stop, TYPING_STOPS_MS);
    if (Date.now() - toldAt < TYPING_EVERY_MS) return;
    toldAt = Date.now();
    tell(true);
  });
  text.addEventListener('blur', stop);
}

function readBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
