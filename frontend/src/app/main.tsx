// Where the app starts: words first, then the tree.
import '../styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../lib/i18n';
import { askSessionAhead, wasSignedIn } from '../lib/session';
import { watchSystemTheme } from '../lib/theme';
import { restartAfterUpdates } from '../lib/updates';
import { App } from './app';
import { queryClient } from './providers';
import { fetchAhead } from './router';

/** How long the mark of index.html stands alone at most (ms); then the app says itself what it waits for. */
const markAloneMs = 4_000;

async function start(): Promise<void> {
  restartAfterUpdates();
  const session = askSessionAhead();
  watchSystemTheme();
  const pageReady = fetchAhead(new URL(window.location.href), wasSignedIn());
  await startI18n();
  // Drawn once, when all of it is here: React keeps what it shows instead on screen for a third of a second.
  await Promise.race([
    Promise.all([session, pageReady(queryClient, session)]),
    new Promise((resolve) => setTimeout(resolve, markAloneMs)),
  ]);
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

void start();
