import { admin } from './admin.js';
import { chat } from './chat.js';
import { mails } from './mails.js';
import type { Make } from './make.js';
import { operation } from './operation.js';
import { others } from './others.js';
import { questions } from './questions.js';
import { rotas } from './rota.js';
import { settings } from './settings.js';
import { surveys } from './surveys.js';

/** What each operation of the five documents is tried on. */
export const subjects: Record<string, Make> = {
  ...admin,
  ...chat,
  ...questions,
  ...mails,
  ...operation,
  ...others,
  ...rotas,
  ...settings,
  ...surveys,
};
