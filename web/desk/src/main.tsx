import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { signIn } from './access/sign-in.js';
import { App } from './frame/App.js';
import { firstLanguage, speak } from './language.js';
import './desk.css';

const language = firstLanguage();
const [say] = await Promise.all([speak(language), signIn.askOtherTabs()]);
createRoot(document.getElementById('desk')!).render(
  <StrictMode>
    <App first={{ language, say }} />
  </StrictMode>,
);
