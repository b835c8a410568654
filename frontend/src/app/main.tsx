// Where the app starts: words first, then the tree.
import '../styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../lib/i18n';
import { wasSignedIn } from '../lib/session';
import { watchSystemTheme } from '../lib/theme';
import { App } from './app';
import { fetchCodeOf } from './router';

async function start(): Promise<void> {
  watchSystemTheme();
  fetchCodeOf(window.location.pathname, wasSignedIn());
  await startI18n();
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

void start();
