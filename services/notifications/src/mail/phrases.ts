import type { MailLanguage } from '@carrel/contracts';
import type { PatronMessage } from './messages.js';

/** Headings and small words around what people wrote. */
export interface Headings {
  readonly hello: string;
  readonly helloNobody: string;
  /** In place of a name that is not known, for texts that name the patron. */
  readonly reader: string;
  readonly youAsked: string;
  readonly files: string;
  readonly survey: string;
  readonly account: string;
  readonly name: string;
  readonly address: string;
  readonly ownQuestions: string;
  readonly noReplies: string;
  readonly pageInstead: string;
  readonly reason: string;
  readonly contact: string;
  readonly patron: string;
  readonly rest: { readonly attached: string; readonly cut: string };
  readonly said: { readonly patron: string; readonly librarian: string };
}
/** Carrel's own wording of each message, with the tokens that custom texts have too: the subject is always this one. */
type Wordings = Readonly<Record<PatronMessage, readonly [subject: string, text: string]>>;

interface Phrases {
  readonly headings: Headings;
  readonly messages: Wordings;
}

const en: Phrases = {
  headings: {
    hello: 'Hello {{ patron }},',
    helloNobody: 'Hello,',
    reader: 'reader',
    youAsked: 'You asked:',
    files: 'Files:',
    survey: 'How did we do? Tell us here:',
    account: 'What we keep of you:',
    name: 'Name',
    address: 'E-mail address',
    ownQuestions: 'Your questions and our answers',
    noReplies: 'Please do not answer this mail: nobody reads the answers.',
    pageInstead: 'Your questions and our answers are here:',
    reason: 'Reason:',
    contact: 'The patron:',
    patron: 'Patron',
    rest: {
      attached: 'This is the beginning of a long chat. All of it is in the attached file.',
      cut: 'This chat was too long for one mail: its end is missing. Please ask us for it.',
    },
    said: { patron: 'You', librarian: 'Librarian' },
  },
  messages: {
    answer: [
      '[Question {{ number }}] Your answer from {{ library }}',
      'Here is the answer to your question {{ number }}.',
    ],
    'clarification-request': [
      '[Question {{ number }}] {{ library }} asks about your question',
      'To answer your question {{ number }} we need to know a little more:',
    ],
    'library-message': [
      '[Question {{ number }}] A message from {{ library }}',
      'We write to you about your question {{ number }}:',
    ],
    'chat-transcript': [
      '[Question {{ number }}] Your chat with {{ library }}',
      'Thank you for chatting with {{ library }} on {{ date }}. This is what was said.',
    ],
    'new-account-from-chat': [
      '[Question {{ number }}] Your chat with {{ library }}',
      'Thank you for chatting with {{ library }} on {{ date }}. This was your first question here, so we have made a record of your address to keep your questions together. This is what was said.',
    ],
    'new-question': [
      '[Question {{ number }}] {{ library }} has your question',
      'Your question has arrived and has the number {{ number }}. We will answer by e-mail.',
    ],
    'new-account': [
      '[Question {{ number }}] {{ library }} has your question',
      'Your question has arrived and has the number {{ number }}. We will answer by e-mail. This was your first question here, so we have made a record of your address to keep your questions together.',
    ],
    'acknowledgement-page': [
      '{{ library }} has your question',
      'Thank you. Your question has arrived{% if number %} and has the number {{ number }}{% endif %}. If you left an e-mail address, we will answer there.',
    ],
    'question-merged': [
      '[Question {{ number }}] Your question goes on as {{ other }}',
      'You have asked {{ library }} this before, so we have put your question {{ number }} together with your question {{ other }}. We answer you under the number {{ other }}; you need not do anything.',
    ],
    'question-split': [
      '[Question {{ number }}] We answer your message as two questions',
      'Your message asks two things. {{ library }} answers one as question {{ number }} and the other as question {{ other }}, each in a mail of its own.',
    ],
    'patron-link': [
      'Your questions at {{ library }}',
      'Here is the link to your questions at {{ library }} that was asked for. Whoever has it can read them; if you did not ask for it, you need not do anything.',
    ],
    'refer-by-email': [
      '[Question {{ number }}] {{ library }} asks for your help',
      '{{ library }} refers a question to you. Please answer this mail: your answer goes to the library.',
    ],
  },
};

const es: Phrases = {
  headings: {
    hello: 'Hola, {{ patron }}:',
    helloNobody: 'Hola:',
    reader: 'lector o lectora',
    youAsked: 'Su pregunta:',
    files: 'Archivos:',
    survey: '¿Qué le ha parecido? Díganoslo aquí:',
    account: 'Lo que guardamos de usted:',
    name: 'Nombre',
    address: 'Correo electrónico',
    ownQuestions: 'Sus preguntas y nuestras respuestas',
    noReplies: 'Por favor, no responda a este mensaje: nadie lee las respuestas.',
    pageInstead: 'Sus preguntas y nuestras respuestas están aquí:',
    reason: 'Motivo:',
    contact: 'La persona que pregunta:',
    patron: 'Quien pregunta',
    rest: {
      attached: 'Este es el principio de una conversación larga. El archivo adjunto la contiene entera.',
      cut: 'La conversación es demasiado larga para un solo mensaje: falta el final. Pídanoslo, por favor.',
    },
    said: { patron: 'Usted', librarian: 'Biblioteca' },
  },
  messages: {
    answer: [
      '[Pregunta {{ number }}] Respuesta de {{ library }}',
      'Esta es la respuesta a su pregunta {{ number }}.',
    ],
    'clarification-request': [
      '[Pregunta {{ number }}] {{ library }} necesita saber algo más',
      'Para responder a su pregunta {{ number }} necesitamos saber algo más:',
    ],
    'library-message': [
      '[Pregunta {{ number }}] Un mensaje de {{ library }}',
      'Le escribimos acerca de su pregunta {{ number }}:',
    ],
    'chat-transcript': [
      '[Pregunta {{ number }}] Su conversación con {{ library }}',
      'Gracias por conversar con {{ library }} el {{ date }}. Esto es lo que se dijo.',
    ],
    'new-account-from-chat': [
      '[Pregunta {{ number }}] Su conversación con {{ library }}',
      'Gracias por conversar con {{ library }} el {{ date }}. Era su primera pregunta aquí, así que hemos anotado su dirección para reunir sus preguntas. Esto es lo que se dijo.',
    ],
    'new-question': [
      '[Pregunta {{ number }}] {{ library }} ha recibido su pregunta',
      'Hemos recibido su pregunta, con el número {{ number }}. Le responderemos por correo electrónico.',
    ],
    'new-account': [
      '[Pregunta {{ number }}] {{ library }} ha recibido su pregunta',
      'Hemos recibido su pregunta, con el número {{ number }}. Le responderemos por correo electrónico. Era su primera pregunta aquí, así que hemos anotado su dirección para reunir sus preguntas.',
    ],
    'acknowledgement-page': [
      '{{ library }} ha recibido su pregunta',
      'Gracias. Hemos recibido su pregunta{% if number %}, con el número {{ number }}{% endif %}. Si nos dejó una dirección de correo, le responderemos allí.',
    ],
    'question-merged': [
      '[Pregunta {{ number }}] Su pregunta continúa como {{ other }}',
      'Ya había preguntado esto a {{ library }}; por eso hemos unido su pregunta {{ number }} con su pregunta {{ other }}. Le responderemos con el número {{ other }}; no tiene que hacer nada.',
    ],
    'question-split': [
      '[Pregunta {{ number }}] Respondemos a su mensaje como dos preguntas',
      'Su mensaje pregunta dos cosas. {{ library }} responde a una como pregunta {{ number }} y a la otra como pregunta {{ other }}, cada una en su propio correo.',
    ],
    'patron-link': [
      'Sus preguntas en {{ library }}',
      'Este es el enlace a sus preguntas en {{ library }} que se ha pedido. Quien lo tenga puede leerlas; si no lo ha pedido usted, no tiene que hacer nada.',
    ],
    'refer-by-email': [
      '[Pregunta {{ number }}] {{ library }} le pide ayuda',
      '{{ library }} le remite una pregunta. Responda a este mensaje, por favor: su respuesta llega a la biblioteca.',
    ],
  },
};

const fr: Phrases = {
  headings: {
    hello: 'Bonjour {{ patron }},',
    helloNobody: 'Bonjour,',
    reader: 'lectrice ou lecteur',
    youAsked: 'Votre question :',
    files: 'Fichiers :',
    survey: 'Votre avis nous intéresse :',
    account: 'Ce que nous conservons à votre sujet :',
    name: 'Nom',
    address: 'Adresse électronique',
    ownQuestions: 'Vos questions et nos réponses',
    noReplies: 'Merci de ne pas répondre à ce message : personne ne lit les réponses.',
    pageInstead: 'Vos questions et nos réponses se trouvent ici :',
    reason: 'Motif :',
    contact: 'La personne qui pose la question :',
    patron: 'Usager',
    rest: {
      attached: 'Ceci est le début d’une longue conversation. Le fichier joint la contient en entier.',
      cut: 'La conversation est trop longue pour un seul message : il en manque la fin. Merci de nous la demander.',
    },
    said: { patron: 'Vous', librarian: 'Bibliothécaire' },
  },
  messages: {
    answer: [
      '[Question {{ number }}] La réponse de {{ library }}',
      'Voici la réponse à votre question {{ number }}.',
    ],
    'clarification-request': [
      '[Question {{ number }}] {{ library }} souhaite une précision',
      'Pour répondre à votre question {{ number }}, il nous faut une précision :',
    ],
    'library-message': [
      '[Question {{ number }}] Un message de {{ library }}',
      'Nous vous écrivons au sujet de votre question {{ number }} :',
    ],
    'chat-transcript': [
      '[Question {{ number }}] Votre conversation avec {{ library }}',
      'Merci de votre conversation avec {{ library }} du {{ date }}. En voici le texte.',
    ],
    'new-account-from-chat': [
      '[Question {{ number }}] Votre conversation avec {{ library }}',
      "Merci de votre conversation avec {{ library }} du {{ date }}. C'était votre première question ici : nous avons noté votre adresse pour réunir vos questions. Voici le texte de la conversation.",
    ],
    'new-question': [
      '[Question {{ number }}] {{ library }} a reçu votre question',
      'Nous avons reçu votre question, qui porte le numéro {{ number }}. Nous répondrons par courrier électronique.',
    ],
    'new-account': [
      '[Question {{ number }}] {{ library }} a reçu votre question',
      "Nous avons reçu votre question, qui porte le numéro {{ number }}. Nous répondrons par courrier électronique. C'était votre première question ici : nous avons noté votre adresse pour réunir vos questions.",
    ],
    'acknowledgement-page': [
      '{{ library }} a reçu votre question',
      'Merci. Nous avons reçu votre question{% if number %}, qui porte le numéro {{ number }}{% endif %}. Si vous avez laissé une adresse électronique, nous y répondrons.',
    ],
    'question-merged': [
      '[Question {{ number }}] Votre question se poursuit sous le numéro {{ other }}',
      'Vous aviez déjà posé cette question à {{ library }} ; nous avons donc réuni votre question {{ number }} et votre question {{ other }}. Nous vous répondrons sous le numéro {{ other }} ; vous n’avez rien à faire.',
    ],
    'question-split': [
      '[Question {{ number }}] Nous répondons à votre message en deux questions',
      'Votre message pose deux questions. {{ library }} répond à l’une sous le numéro {{ number }} et à l’autre sous le numéro {{ other }}, chacune par un courriel.',
    ],
    'patron-link': [
      'Vos questions à {{ library }}',
      "Voici le lien vers vos questions à {{ library }} qui a été demandé. Toute personne qui l'a peut les lire ; si vous ne l'avez pas demandé, vous n'avez rien à faire.",
    ],
    'refer-by-email': [
      '[Question {{ number }}] {{ library }} sollicite votre aide',
      '{{ library }} vous transmet une question. Merci de répondre à ce message : votre réponse parvient à la bibliothèque.',
    ],
  },
};

const de: Phrases = {
  headings: {
    hello: 'Guten Tag {{ patron }},',
    helloNobody: 'Guten Tag,',
    reader: 'Leserin oder Leser',
    youAsked: 'Ihre Frage:',
    files: 'Dateien:',
    survey: 'Wie waren wir? Sagen Sie es uns hier:',
    account: 'Was wir von Ihnen gespeichert haben:',
    name: 'Name',
    address: 'E-Mail-Adresse',
    ownQuestions: 'Ihre Fragen und unsere Antworten',
    noReplies: 'Bitte antworten Sie nicht auf diese Nachricht: Antworten werden nicht gelesen.',
    pageInstead: 'Ihre Fragen und unsere Antworten finden Sie hier:',
    reason: 'Grund:',
    contact: 'Wer gefragt hat:',
    patron: 'Wer fragt',
    rest: {
      attached: 'Das ist der Anfang eines langen Chats. Die angehängte Datei enthält ihn ganz.',
      cut: 'Der Chat war zu lang für eine Nachricht: Sein Ende fehlt. Bitte fragen Sie uns danach.',
    },
    said: { patron: 'Sie', librarian: 'Bibliothek' },
  },
  messages: {
    answer: [
      '[Frage {{ number }}] Die Antwort von {{ library }}',
      'Hier ist die Antwort auf Ihre Frage {{ number }}.',
    ],
    'clarification-request': [
      '[Frage {{ number }}] {{ library }} hat eine Rückfrage',
      'Um Ihre Frage {{ number }} zu beantworten, müssen wir noch etwas wissen:',
    ],
    'library-message': [
      '[Frage {{ number }}] Eine Nachricht von {{ library }}',
      'Wir schreiben Ihnen zu Ihrer Frage {{ number }}:',
    ],
    'chat-transcript': [
      '[Frage {{ number }}] Ihr Chat mit {{ library }}',
      'Danke für Ihren Chat mit {{ library }} am {{ date }}. Das wurde gesagt.',
    ],
    'new-account-from-chat': [
      '[Frage {{ number }}] Ihr Chat mit {{ library }}',
      'Danke für Ihren Chat mit {{ library }} am {{ date }}. Es war Ihre erste Frage hier; wir haben Ihre Adresse gespeichert, um Ihre Fragen zusammenzuhalten. Das wurde gesagt.',
    ],
    'new-question': [
      '[Frage {{ number }}] {{ library }} hat Ihre Frage',
      'Ihre Frage ist angekommen und hat die Nummer {{ number }}. Wir antworten per E-Mail.',
    ],
    'new-account': [
      '[Frage {{ number }}] {{ library }} hat Ihre Frage',
      'Ihre Frage ist angekommen und hat die Nummer {{ number }}. Wir antworten per E-Mail. Es war Ihre erste Frage hier; wir haben Ihre Adresse gespeichert, um Ihre Fragen zusammenzuhalten.',
    ],
    'acknowledgement-page': [
      '{{ library }} hat Ihre Frage',
      'Danke. Ihre Frage ist angekommen{% if number %} und hat die Nummer {{ number }}{% endif %}. Wenn Sie eine E-Mail-Adresse angegeben haben, antworten wir dorthin.',
    ],
    'question-merged': [
      '[Frage {{ number }}] Ihre Frage geht weiter als {{ other }}',
      'Das hatten Sie {{ library }} schon gefragt; darum haben wir Ihre Frage {{ number }} mit Ihrer Frage {{ other }} zusammengelegt. Wir antworten Ihnen unter der Nummer {{ other }}; Sie müssen nichts tun.',
    ],
    'question-split': [
      '[Frage {{ number }}] Wir beantworten Ihre Nachricht als zwei Fragen',
      'Ihre Nachricht fragt zweierlei. {{ library }} beantwortet das eine als Frage {{ number }} und das andere als Frage {{ other }}, jedes mit einer eigenen Mail.',
    ],
    'patron-link': [
      'Ihre Fragen bei {{ library }}',
      'Hier ist der Link zu Ihren Fragen bei {{ library }}, um den gebeten wurde. Wer ihn hat, kann sie lesen; haben Sie ihn nicht verlangt, brauchen Sie nichts zu tun.',
    ],
    'refer-by-email': [
      '[Frage {{ number }}] {{ library }} bittet um Ihre Hilfe',
      '{{ library }} leitet eine Frage an Sie weiter. Bitte antworten Sie auf diese Nachricht: die Antwort geht an die Bibliothek.',
    ],
  },
};

export const phrases: Readonly<Record<MailLanguage, Phrases>> = { en, es, fr, de };
