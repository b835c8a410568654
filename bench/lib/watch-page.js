// Runs in the page before anything else and notes what a person would feel, in `window.watched` (milliseconds). Plain JavaScript: it is handed
// to the browser as it stands.
window.watched = { longTasks: [], events: [], paint: 0, shift: 0 };

const observe = (type, note, options) =>
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...options });

observe('longtask', (entry) => window.watched.longTasks.push(entry.duration));
observe('event', (entry) => entry.interactionId && window.watched.events.push(entry.duration), {
  durationThreshold: 16,
});
observe('largest-contentful-paint', (entry) => {
  window.watched.paint = entry.startTime;
});
observe('layout-shift', (entry) => {
  // What moves because somebody did something is meant to move.
  if (!entry.hadRecentInput) window.watched.shift += entry.value;
});
