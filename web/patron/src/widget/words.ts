/** What the button says, in the languages of the pages: the script is small, so these few stand here. */
const words = {
  en: [
    'Ask a librarian',
    'Leave a question',
    'Chat with the library',
    'New messages',
    'Open the chat in a new window',
  ],
  es: [
    'Pregunte a la biblioteca',
    'Deje una pregunta',
    'Chat con la biblioteca',
    'Mensajes nuevos',
    'Abrir el chat en otra ventana',
  ],
  fr: [
    'Demander à la bibliothèque',
    'Laisser une question',
    'Chat avec la bibliothèque',
    'Nouveaux messages',
    'Ouvrir le chat dans une autre fenêtre',
  ],
  de: [
    'Die Bibliothek fragen',
    'Frage hinterlassen',
    'Chat mit der Bibliothek',
    'Neue Nachrichten',
    'Chat in neuem Fenster öffnen',
  ],
  ar: ['اسأل المكتبة', 'اترك سؤالًا', 'محادثة مع المكتبة', 'رسائل جديدة', 'فتح المحادثة في نافذة جديدة'],
};

export interface Words {
  readonly open: string;
  readonly closed: string;
  readonly title: string;
  readonly unread: string;
  readonly window: string;
}

export function wordsOf(language: string): Words {
  const found = words[language.slice(0, 2).toLowerCase() as keyof typeof words] ?? words.en;
  const [open, closed, title, unread, window] = found as [string, string, string, string, string];
  return { open, closed, title, unread, window };
}
