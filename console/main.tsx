import './oldest-browser.ts';
import './styles/index.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { readTheme, showTheme } from './session/theme.ts';

showTheme(readTheme());

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
