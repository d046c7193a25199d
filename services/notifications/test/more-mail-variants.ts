import {
  asked,
  coded,
  daemon,
  hard,
  head,
  html,
  lib,
  mail,
  multi,
  own,
  personal,
  plain,
  question,
  quotedLines,
  said,
  soft,
  type Expected,
} from './mail-parts.js';

/** A second collection beside mail-variants.ts: other clients, other languages, other servers. */

/** Lines that introduce quoted lines which have marks. */
const introduced: Readonly<Record<string, string>> = {
  'Gmail in Norwegian': `man. 2. mar. 2026 kl. 10:15 skrev ${lib}:`,
  'Gmail in Swedish': `Den mån 2 mars 2026 kl 10:15 skrev ${lib}:`,
  'Gmail in Finnish': `ma 2. maalisk. 2026 klo 10.15 ${lib} kirjoitti:`,
  'Gmail in Hungarian': `${lib} ezt írta (időpont: 2026. márc. 2., H, 10:15):`,
  'Gmail in Persian': `در تاریخ دوشنبه ۲ مارس ۲۰۲۶،‏ ۱۰:۱۵ ${lib} نوشت:`,
  'Gmail in Malay': `Pada Isn, 2 Mac 2026 pada 10:15 PG ${lib} menulis:`,
  'Gmail in Filipino': `Noong Lun, Mar 2, 2026 nang 10:15 AM, isinulat ni ${lib} ang:`,
  'Gmail in Basque': `${lib} erabiltzaileak hau idatzi du (2026 mar. 2, al. (10:15)):`,
  'Gmail in Icelandic': `Þann mán., 2. mar. 2026 kl. 10:15 skrifaði ${lib}:`,
  'Gmail in Welsh': `Ar Llun, 2 Maw 2026 am 10:15, ysgrifennodd ${lib}:`,
  'Gmail in Afrikaans': `Op Ma. 02 Mrt. 2026 om 10:15 het ${lib} geskryf:`,
  'Gmail in Bengali': `সোম, ২ মার্চ, ২০২৬ তারিখে ১০:১৫ AM টায় ${lib} লিখেছেন:`,
  'Gmail in Tamil': `திங்., 2 மார்., 2026, முற்பகல் 10:15 அன்று, ${lib} எழுதியது:`,
  'Gmail in Swahili': `Tarehe Jtt, 2 Mac 2026, 10:15 ${lib} aliandika:`,
  'Gmail in Armenian': `Երկ, 2 մրտ, 2026 թ. 10:15, ${lib} գրել է.`,
  'Gmail in Georgian': `ორშ, 2 მარ. 2026, 10:15 – ში, ${lib} დაწერა:`,
  'Gmail mobile in German': `${lib} schrieb am Mo. 2. März 2026 um 10:15:`,
  'Gmail mobile in French': `Le lun. 2 mars 2026, 10:15, ${lib} a écrit :`,
  'Gmail mobile in Portuguese': `Em seg., 2 de mar. de 2026, 10:15, Cedar Library <\nask@cedar.example> escreveu:`,
  'Gmail mobile in Italian': `Il lun 2 mar 2026, 10:15 ${lib} ha scritto:`,
  'Apple Mail in German': `Am 02.03.2026 um 10:15 schrieb ${lib}:`,
  'Apple Mail in French': `Le 2 mars 2026 à 10:15, ${lib} a écrit :`,
  'Apple Mail in Dutch': `Op 2 mrt 2026, om 10:15 heeft ${lib} het volgende geschreven:`,
  'Apple Mail in Italian': `Il giorno 2 mar 2026, alle ore 10:15, ${lib} ha scritto:`,
  'Apple Mail in Portuguese': `${lib} escreveu (dia 02/03/2026, à(s) 10:15):`,
  'Apple Mail in Brazilian Portuguese': `Em 2 de mar. de 2026, à(s) 10:15, ${lib} escreveu:`,
  'Apple Mail in Spanish': `El 2 mar 2026, a las 10:15, ${lib} escribió:`,
  'Apple Mail in Swedish': `2 mars 2026 kl. 10:15 skrev ${lib}:`,
  'Apple Mail in Danish': `Den 2. mar. 2026 kl. 10.15 skrev ${lib}:`,
  'Apple Mail in Norwegian': `2. mars 2026 kl. 10:15 skrev ${lib}:`,
  'Apple Mail in Russian': `2 марта 2026 г., в 10:15, ${lib} написал(а):`,
  'Apple Mail in Korean': `2026. 3. 2. 오전 10:15, ${lib} 작성:`,
  'Apple Mail in Finnish': `${lib} kirjoitti 2.3.2026 kello 10.15:`,
  'Apple Mail in Czech': `2. 3. 2026 v 10:15, ${lib}:`,
  'Apple Mail in Hungarian': `2026. 03. 02. dátummal, 10:15 időpontban ${lib} írta:`,
  'Apple Mail in Ukrainian': `2 бер. 2026 р. о 10:15 ${lib} пише:`,
  'Thunderbird in Dutch': 'Op 02-03-2026 om 10:15 schreef Cedar Library:',
  'Thunderbird in Dutch, with the verb last': 'Op 2-3-2026 om 10:15 heeft Cedar Library geschreven:',
  'Thunderbird in Italian': 'Il 02/03/2026 10:15, Cedar Library ha scritto:',
  'Thunderbird in Spanish': 'El 2/3/26 a las 10:15, Cedar Library escribió:',
  'Thunderbird in Swedish': 'Den 2026-03-02 kl. 10:15, skrev Cedar Library:',
  'Thunderbird in Finnish': 'Cedar Library kirjoitti 2.3.2026 klo 10.15:',
  'Thunderbird in Czech': 'Dne 02. 03. 26 v 10:15 Cedar Library napsal(a):',
  'Thunderbird in Russian': '02.03.2026 10:15, Cedar Library пишет:',
  'Thunderbird in Ukrainian': '02.03.26 10:15, Cedar Library пише:',
  'Thunderbird in Japanese': 'On 2026/03/02 10:15, Cedar Library wrote:',
  'Thunderbird in Slovak': 'Dňa 2. 3. 2026 o 10:15 Cedar Library napísal(a):',
  'Thunderbird in Norwegian': 'Den 02.03.2026 10:15, skrev Cedar Library:',
  'Thunderbird in Romanian': 'Pe 02.03.2026 10:15, Cedar Library a scris:',
  'Thunderbird in Slovenian': 'Dne 2. 03. 2026 ob 10:15 je Cedar Library napisal(a):',
  'Thunderbird in Hebrew': 'בתאריך 02/03/2026 בשעה 10:15, Cedar Library כתב:',
  'Yahoo in Portuguese': `Em segunda-feira, 2 de março de 2026 10:15:20 BRT, ${lib} escreveu:`,
  'Yahoo in Dutch': `Op maandag 2 maart 2026 om 10:15:20 CET schreef ${lib}:`,
  'Yahoo Japan': `--- Cedar Library <ask@cedar.example> wrote:`,
  'Zimbra, webmail': `----- Am 2. Mrz 2026 um 10:15 schrieb Cedar Library ask@cedar.example:`,
  'Zimbra in French': `----- Le 2 Mar 26, à 10:15, Cedar Library ask@cedar.example a écrit :`,
  'Evolution in English': 'On Mon, 2026-03-02 at 10:15 +0100, Cedar Library wrote:',
  'Evolution in German': 'Am Montag, dem 02.03.2026 um 10:15 +0100 schrieb Cedar Library:',
  'Evolution in French': 'Le lundi 02 mars 2026 à 10:15 +0100, Cedar Library a écrit :',
  'KMail in German': 'Am Montag, 2. März 2026, 10:15:20 MEZ schrieb Cedar Library:',
  'KMail in English': 'On Monday, 2 March 2026 10:15:20 CET Cedar Library wrote:',
  Gnus: 'Cedar Library <ask@cedar.example> writes:',
  mutt: '* Cedar Library <ask@cedar.example> [2026-03-02 10:15]:',
  'mutt in German': 'Am Mon, Mar 02, 2026 at 10:15:20 +0100 schrieb Cedar Library:',
  'mutt, short': 'On Mon, Mar 02, 2026 at 10:15:20AM +0100, Cedar Library wrote:',
  Fastmail: 'On Mon, Mar 2, 2026, at 10:15 AM, Cedar Library wrote:',
  Hey: `On March 2, 2026, ${lib} wrote:`,
  Zoho: `---- On Mon, 02 Mar 2026 10:15:20 +0100 ${lib} wrote ---`,
  FairEmail: `2 Mar 2026 10:15:20 ${lib}:`,
  'SOGo in French': `Le Lundi, Mars 02, 2026 10:15 CET, ${lib} a écrit :`,
  Mailspring: `On Mar 2 2026, at 10:15 am, ${lib} wrote:`,
  'Spark in German': `Am 2. März 2026 um 10:15 +0100 schrieb ${lib}:`,
  'Mail.ru': `>Понедельник, 2 марта 2026, 10:15 +03:00 от ${lib}:`,
  Yandex: `02.03.2026, 10:15, "Cedar Library" <ask@cedar.example>:`,
  Rambler: `02.03.2026, 10:15, Cedar Library <ask@cedar.example> написал:`,
  Seznam: `Dne 2. 3. 2026 10:15:20 Cedar Library <ask@cedar.example> napsal(a):`,
  'QQ Mail': `Cedar Library<ask@cedar.example> 在 2026年3月2日 周一 10:15 写道：`,
  '163.com': `在 2026-03-02 10:15:20，"Cedar Library" <ask@cedar.example> 写道：`,
  Naver: `2026년 3월 2일 (월) 10:15, ${lib}님이 작성한 메시지:`,
  'Becky!': `On Mon, 2 Mar 2026 10:15:20 +0900\nCedar Library <ask@cedar.example> wrote:`,
  'The Bat!': `Monday, March 2, 2026, 10:15:20 AM, you wrote:`,
  'Sylpheed in Japanese': `On Mon, 2 Mar 2026 10:15:20 +0900\nCedar Library <ask@cedar.example> さんは書きました:`,
  'an address written with mailto':
    'On 2 Mar 2026, at 10:15, Cedar Library <mailto:ask@cedar.example> wrote:',
  'an address shown as a link':
    'On Mon, Mar 2, 2026 at 10:15 AM Cedar Library <ask@cedar.example [ask@cedar.example]> wrote:',
};

/** Header blocks over text without marks: [who, the block]. */
const blocks: readonly (readonly [string, string])[] = [
  [
    'new Outlook in Dutch',
    `Van: ${lib}\nDatum: maandag, 2 maart 2026 om 10:15\nAan: Pat\nOnderwerp: Re: Atlas`,
  ],
  [
    'Outlook for Mac in German',
    `Von: ${lib}\nDatum: Montag, 2. März 2026 um 10:15\nAn: Pat\nBetreff: AW: Atlas`,
  ],
  ['Outlook for Mac in French', `De : ${lib}\nDate : lundi, 2 mars 2026 à 10:15\nÀ : Pat\nObjet : Re: Atlas`],
  [
    'Outlook for Mac in Polish',
    `Od: ${lib}\nData: poniedziałek, 2 marca 2026 10:15\nDo: Pat\nTemat: Odp: Atlas`,
  ],
  [
    'Outlook on the web in Russian',
    `От: ${lib}\nОтправлено: 2 марта 2026 г. 10:15\nКому: Pat <pat@example.org>\nТема: Re: Атлас`,
  ],
  ['Outlook in Norwegian', `Fra: ${lib}\nSendt: mandag 2. mars 2026 10:15\nTil: Pat\nEmne: SV: Atlas`],
  [
    'Outlook in Serbian',
    `Od: ${lib}\nPoslato: ponedeljak, 2. mart 2026. 10:15\nZa: Pat <pat@example.org>\nTema: Re: Atlas`,
  ],
  [
    'Outlook in Serbian, in Cyrillic',
    `Од: ${lib}\nПослато: понедељак, 2. март 2026. 10:15\nЗа: Pat <pat@example.org>\nТема: Re: Атлас`,
  ],
  ['Outlook in Persian', `از: ${lib}\nارسال شده: دوشنبه, ۲ مارس ۲۰۲۶ ۱۰:۱۵\nبه: Pat\nموضوع: Re: Atlas`],
  ['Outlook in Hindi', `प्रेषक: ${lib}\nभेजा गया: सोमवार, 2 मार्च 2026 10:15\nप्रति: Pat\nविषय: Re: Atlas`],
  [
    'Outlook in Basque',
    `Nork: ${lib}\nBidaltze-data: astelehena, 2026(e)ko martxoaren 2a 10:15\nNori: Pat <pat@example.org>\nGaia: Re: Atlas`,
  ],
  ['Outlook in Icelandic', `Frá: ${lib}\nSent: mánudagur, 2. mars 2026 10:15\nTil: Pat\nEfni: Re: Atlas`],
  [
    'Outlook in Welsh',
    `Oddi wrth: ${lib}\nAnfonwyd: Dydd Llun, 2 Mawrth 2026 10:15\nAt: Pat <pat@example.org>\nPwnc: Re: Atlas`,
  ],
  [
    'Outlook in Galician',
    `De: ${lib}\nEnviado: luns, 2 de marzo de 2026 10:15\nPara: Pat\nAsunto: Re: Atlas`,
  ],
  [
    'Outlook in Macedonian',
    `Од: ${lib}\nИспратено: понеделник, 2 март 2026 10:15\nДо: Pat <pat@example.org>\nПредмет: Re: Атлас`,
  ],
  ['Outlook in Malay', `Daripada: ${lib}\nDihantar: Isnin, 2 Mac 2026 10:15\nKepada: Pat\nSubjek: Re: Atlas`],
  [
    'Lotus Notes in German',
    `Von:    Cedar Library <ask@cedar.example>\nAn:     Pat <pat@example.org>\nDatum:  02.03.2026 10:15\nBetreff:        Re: Atlas`,
  ],
  [
    'Samsung in English',
    `-------- Original message --------\nFrom: ${lib}\nDate: 02/03/2026 10:15 (GMT+01:00)\nTo: Pat <pat@example.org>\nSubject: Re: Atlas\n`,
  ],
  [
    'Samsung in German',
    `-------- Ursprüngliche Nachricht --------\nVon: ${lib}\nDatum: 02.03.26 10:15 (GMT+01:00)\nAn: Pat <pat@example.org>\nBetreff: Re: Atlas\n`,
  ],
  [
    'Samsung in Polish',
    `-------- Oryginalna wiadomość --------\nOd: ${lib}\nData: 02.03.2026 10:15 (GMT+01:00)\nDo: Pat <pat@example.org>\nTemat: Re: Atlas\n`,
  ],
  [
    'Samsung in Italian',
    `-------- Messaggio originale --------\nDa: ${lib}\nData: 02/03/26 10:15 (GMT+01:00)\nA: Pat <pat@example.org>\nOggetto: Re: Atlas\n`,
  ],
  [
    'Samsung in Russian',
    `-------- Исходное сообщение --------\nОт: ${lib}\nДата: 02.03.2026 10:15 (GMT+03:00)\nКому: Pat <pat@example.org>\nТема: Re: Атлас\n`,
  ],
  [
    'GMX in German',
    `Gesendet: Montag, 2. März 2026 um 10:15 Uhr\nVon: "Cedar Library" <ask@cedar.example>\nAn: pat@example.org\nBetreff: Re: Atlas\n`,
  ],
  [
    'web.de',
    `Gesendet: Montag, 02. März 2026 um 10:15\nVon: ask@cedar.example\nAn: "Pat Example" <pat@example.org>\nBetreff: Re: Atlas\n`,
  ],
  [
    'T-Online',
    `-----Original-Nachricht-----\nBetreff: Re: Atlas\nDatum: 2026-03-02T10:15:20+0100\nVon: "Cedar Library" <ask@cedar.example>\nAn: "pat@example.org" <pat@example.org>\n`,
  ],
  [
    'Zimbra in German',
    `----- Ursprüngliche Mail -----\nVon: "Cedar Library" <ask@cedar.example>\nAn: "Pat" <pat@example.org>\nGesendet: Montag, 2. März 2026 10:15:20\nBetreff: Re: Atlas\n`,
  ],
  [
    'Zimbra in Italian',
    `----- Messaggio originale -----\nDa: "Cedar Library" <ask@cedar.example>\nA: "Pat" <pat@example.org>\nInviato: Lunedì, 2 marzo 2026 10:15:20\nOggetto: Re: Atlas\n`,
  ],
  [
    'Zimbra in Spanish',
    `----- Mensaje original -----\nDe: "Cedar Library" <ask@cedar.example>\nPara: "Pat" <pat@example.org>\nEnviados: Lunes, 2 de Marzo 2026 10:15:20\nAsunto: Re: Atlas\n`,
  ],
  ['Libero', `Il 02/03/2026 10:15, Cedar Library <ask@cedar.example> ha scritto:`],
  [
    'QQ Mail',
    `------------------ 原始邮件 ------------------\n发件人: "Cedar Library" <ask@cedar.example>;\n发送时间: 2026年3月2日(星期一) 上午10:15\n收件人: "Pat"<pat@example.org>;\n主题: Re: Atlas\n`,
  ],
  [
    'Daum',
    `--------- 원본 메일 ---------\n보낸사람: Cedar Library <ask@cedar.example>\n받는사람: Pat <pat@example.org>\n날짜: 26.03.02 10:15\n제목: Re: Atlas\n`,
  ],
  [
    'WPS Mail',
    `发件人：Cedar Library <ask@cedar.example>\n日\u3000期：2026年03月02日 10:15:20\n收件人：Pat<pat@example.org>\n主\u3000题：Re: Atlas\n`,
  ],
  [
    'a rule over Outlook’s lines, in bold',
    `________________________________________\n*From:* ${lib}\n*Sent:* Monday, March 2, 2026 10:15 AM\n*To:* Pat <pat@example.org>\n*Subject:* Re: Atlas\n`,
  ],
  [
    'Outlook with the day first in the block',
    `Subject: Re: Atlas\nFrom: ${lib}\nDate: Mon, 2 Mar 2026 10:15:20 +0100\nTo: Pat <pat@example.org>`,
  ],
  [
    'Horde',
    `----- Nachricht von Cedar Library <ask@cedar.example> ---------\n     Datum: Mon, 02 Mar 2026 10:15:20 +0100\n       Von: Cedar Library <ask@cedar.example>\n   Betreff: Re: Atlas\n        An: Pat <pat@example.org>\n`,
  ],
];

const marked: readonly (readonly [string, string])[] = [
  [
    'Orange',
    `Message du 02/03/26 10:15\nDe : "Cedar Library" <ask@cedar.example>\nA : "Pat" <pat@example.org>\nCopie à : \nObjet : Re: Atlas\n\n${asked}`,
  ],
  ['Open-Xchange', `Cedar Library <ask@cedar.example> hat am 02.03.2026 10:15 CET geschrieben:\n\n${asked}`],
  [
    'Open-Xchange in English',
    `On 03/02/2026 10:15 AM CET Cedar Library <ask@cedar.example> wrote:\n\n${asked}`,
  ],
];

const signed = [
  'Sent from Yahoo Mail on Android',
  'Sent from Mail for Windows',
  'Sent from Outlook for Android',
  'Sent from my Galaxy',
  'Gesendet von Outlook für Android',
  'Gesendet mit der GMX Mail App',
  'Gesendet mit der Telekom Mail App',
  'Envoyé depuis mon Galaxy',
  'Envoyé de mon appareil mobile',
  'Enviado desde Outlook para Android',
  'Enviado desde mi iPhone',
  'Enviado a partir do Outlook para Android',
  'Inviato dal mio telefono Android con K-9 Mail.',
  'Inviato da Libero Mail per Android',
  'Skickat från min iPhone',
  'Sendt fra min iPhone',
  'Lähetetty iPhonesta',
  'Wysłane z telefonu Galaxy',
  'Odoslané z iPhonu',
  'Отправлено из мобильной Почты Mail.ru',
  'Отправлено из мобильного приложения Яндекс Почты',
  'Надіслано з iPhone',
  'Galaxy’mden gönderildi',
  'मेरे iPhone से भेजा गया',
  '내 iPhone에서 보냄',
  'iPadから送信',
  'مرسل من الـ iPhone',
  'ارسال شده از iPhone من',
  '发自我的华为手机',
];

export const replies: readonly (readonly [string, string])[] = [
  ...Object.entries(introduced).map(([who, line]) => [who, `${own}\n\n${line}\n\n${quotedLines}`] as const),
  ...Object.entries(introduced).map(
    ([who, line]) => [`${who}, below what it quotes`, `${line}\n${quotedLines}\n${own}\n`] as const,
  ),
  ...blocks.map(([who, block]) => [who, `${own}\n\n${block}\n\n${asked}\n\nCedar Library\n`] as const),
  ...marked.map(([who, lines]) => [who, `${own}\n\n${lines.replace(/^/gm, '> ')}\n`] as const),
  ...signed.map((line) => [`signed “${line}”`, `${own}\n\n${line}\n`] as const),
];

/** [what it is, text, words that may not be hidden, the subject]. */
export const ownWords: readonly (readonly [string, string, string, string?])[] = [
  [
    'an Italian journey',
    'Il mio viaggio:\n\nDa: Roma\nA: Napoli\nData: 3 giugno\n\nAvete delle carte?\n',
    'Avete delle',
  ],
  [
    'a Dutch journey',
    'Mijn reis:\n\nVan: Utrecht\nAan: Breda\nDatum: 3 juni\n\nHeeft u kaarten?\n',
    'Heeft u',
  ],
  ['a Russian form', 'Поездка:\n\nОт: Москва\nДо: Тверь\nДата: 3 июня\n\nЕсть ли карты?\n', 'Есть ли'],
  [
    'a catalogue entry',
    'Do you have this?\n\nTitle: The river\nFrom: Aspen Press\nDate: 1932\nSubject: Bridges\n\nI need it soon.\n',
    'I need it soon',
  ],
  [
    'a letter in an archive',
    'The letter reads:\n\nFrom: John Miller\nTo: The Mayor\nDate: 4 May 1911\nSubject: the bridge\n\nWho was the mayor then?\n',
    'Who was the mayor',
  ],
  [
    'a letter quoted in Italian',
    'Grazie.\n\nIn una lettera del 3 maggio 1998 mio nonno ha scritto:\n\nIl giardino resta.\n\nDov’è la lettera?\n',
    'Dov’è',
  ],
  [
    'a letter quoted in Dutch',
    'Dank.\n\nOp 12 mei 1911 schreef de stichter:\n\nDe tuin blijft.\n\nWaar is de brief?\n',
    'Waar is',
  ],
  [
    'a letter quoted in Portuguese',
    'Obrigada.\n\nEm 3 de maio de 1998 o meu avô escreveu:\n\nO jardim fica.\n\nOnde está a carta?\n',
    'Onde está',
  ],
  [
    'a letter quoted in Russian',
    'Спасибо.\n\n3 мая 1998 года дед написал:\n\nСад остаётся.\n\nГде письмо?\n',
    'Где письмо',
  ],
  [
    'a letter quoted in Japanese',
    'ありがとう。\n\n1998年5月3日に祖父がこう書きました：\n\n庭は残る。\n\n手紙はどこですか。\n',
    '手紙は',
  ],
  [
    'a report on a talk',
    'Thanks.\n\nAt 10:15 on Monday the speaker wrote:\n\nE = mc²\n\nWhich book is that from?\n',
    'Which book',
  ],
  [
    'a mail of somebody else pasted in',
    'My professor says (prof@uni.example) on 2 March 2026:\n\nAsk the library.\n\nSo I ask you: is it there?\n',
    'So I ask you',
  ],
  [
    'numbered answers between quoted lines',
    `On Mon, Mar 2, 2026 at 10:15 AM ${lib} wrote:\n\n> 1. Which year?\n\n1912\n\n> 2. Which town?\n\nAspen, I think.\n\n> 3. Anything else?\n\nNo.\n`,
    'Aspen, I think',
  ],
  [
    'an answer within a quoted paragraph',
    `Am Mo., 2. März 2026 um 10:15 Uhr schrieb ${lib}:\n> Welches Jahr\n\n1912, glaube ich\n\n> suchen Sie?\n> Gruß\n`,
    '1912, glaube ich',
  ],
  [
    'an answer below the quotation and its signature',
    `Le 02/03/2026 à 10:15, Cedar a écrit :\n> Quelle année ?\n>\n> -- \n> Cedar\n\n1912, je crois.\n`,
    '1912, je crois',
  ],
  [
    'a question after a signature mark with more text',
    'Volume one came.\n-- \nPat\n\nP.S. And where is volume two? I have looked on the shelf.\n',
    'volume two',
  ],
  [
    'a poem with angle marks',
    'Who wrote this?\n\n> Two roads\n> and one of them\n\n> was mine\n\nI heard it at school.\n',
    'was mine',
  ],
  [
    'an old chat with times',
    'Here is what I noted:\n\n2 Mar 2026 10:15 - Librarian: try the annex\n2 Mar 2026 10:20 - Me: closed\n\nWhat next?\n',
    'What next',
  ],
  [
    'a forwarded mail in German',
    'Was ist das?\n\n---------- Weitergeleitete Nachricht ---------\nVon: Jan <jan@example.org>\nDate: Mo., 2. März 2026 um 10:15 Uhr\nSubject: Karte\nTo: Pat <pat@example.org>\n\nDie Karte ist in Kiste 12.\n',
    'Kiste 12',
  ],
  [
    'a mail that Outlook forwards',
    'Can you tell what this is?\n\nFrom: Jan <jan@example.org>\nSent: Monday, March 2, 2026 10:15 AM\nTo: Pat <pat@example.org>\nSubject: Map\n\nThe map is in box 12.\n',
    'box 12',
    'FW: Map',
  ],
  [
    'a mail that Outlook forwards in German',
    'Was ist das?\n\nVon: Jan <jan@example.org>\nGesendet: Montag, 2. März 2026 10:15\nAn: Pat <pat@example.org>\nBetreff: Karte\n\nDie Karte ist in Kiste 12.\n',
    'Kiste 12',
    'WG: Karte',
  ],
  [
    'a mail that Outlook forwards in French',
    'Qu’est-ce ?\n\nDe : Jan <jan@example.org>\nEnvoyé : lundi 2 mars 2026 10:15\nÀ : Pat <pat@example.org>\nObjet : Carte\n\nLa carte est dans la boîte 12.\n',
    'boîte 12',
    'TR : Carte',
  ],
  [
    'a mail that Outlook forwards in Spanish',
    '¿Qué es?\n\nDe: Jan <jan@example.org>\nEnviado: lunes, 2 de marzo de 2026 10:15\nPara: Pat <pat@example.org>\nAsunto: Mapa\n\nEl mapa está en la caja 12.\n',
    'caja 12',
    'RV: Mapa',
  ],
  [
    'a mail that Outlook forwards in Polish',
    'Co to jest?\n\nOd: Jan <jan@example.org>\nWysłane: poniedziałek, 2 marca 2026 10:15\nDo: Pat <pat@example.org>\nTemat: Mapa\n\nMapa jest w skrzyni 12.\n',
    'skrzyni 12',
    'PD: Mapa',
  ],
  [
    'a mail that Outlook forwards in Swedish',
    'Vad är det?\n\nFrån: Jan <jan@example.org>\nSkickat: den 2 mars 2026 10:15\nTill: Pat <pat@example.org>\nÄmne: Karta\n\nKartan är i låda 12.\n',
    'låda 12',
    'VB: Karta',
  ],
  [
    'a mail that Apple Mail forwards',
    'What is this?\n\nBegin forwarded message:\n\nFrom: Jan <jan@example.org>\nSubject: Map\nDate: 2 March 2026 at 10:15:20 CET\nTo: Pat <pat@example.org>\n\nThe map is in box 12.\n',
    'box 12',
  ],
  [
    'a mail that Apple Mail forwards in German',
    'Was ist das?\n\nAnfang der weitergeleiteten Nachricht:\n\nVon: Jan <jan@example.org>\nBetreff: Karte\nDatum: 2. März 2026 um 10:15:20 MEZ\nAn: Pat <pat@example.org>\n\nDie Karte ist in Kiste 12.\n',
    'Kiste 12',
  ],
  [
    'a mail that Apple Mail forwards in French',
    'Quoi ?\n\nDébut du message réexpédié :\n\nDe: Jan <jan@example.org>\nObjet: Carte\nDate: 2 mars 2026 à 10:15:20 UTC+1\nÀ: Pat <pat@example.org>\n\nLa carte est dans la boîte 12.\n',
    'boîte 12',
  ],
  [
    'a mail that Apple Mail forwards in Dutch',
    'Wat is dit?\n\nBegin doorgestuurd bericht:\n\nVan: Jan <jan@example.org>\nOnderwerp: Kaart\nDatum: 2 maart 2026 om 10:15:20 CET\nAan: Pat <pat@example.org>\n\nDe kaart ligt in doos 12.\n',
    'doos 12',
  ],
  [
    'a mail that Apple Mail forwards in Italian',
    'Che cos’è?\n\nInizio messaggio inoltrato:\n\nDa: Jan <jan@example.org>\nOggetto: Carta\nData: 2 marzo 2026 alle ore 10:15:20 CET\nA: Pat <pat@example.org>\n\nLa carta è nella cassa 12.\n',
    'cassa 12',
  ],
  [
    'a mail that Apple Mail forwards in Spanish',
    '¿Qué es?\n\nInicio del mensaje reenviado:\n\nDe: Jan <jan@example.org>\nAsunto: Mapa\nFecha: 2 de marzo de 2026, 10:15:20 CET\nPara: Pat <pat@example.org>\n\nEl mapa está en la caja 12.\n',
    'caja 12',
  ],
  [
    'a mail that Apple Mail forwards in Japanese',
    'これは何ですか。\n\n転送されたメッセージ：\n\n差出人: Jan <jan@example.org>\n件名: 地図\n日付: 2026年3月2日 10:15:20 JST\n宛先: Pat <pat@example.org>\n\n地図は12番の箱です。\n',
    '12番の箱',
  ],
  [
    'a mail that Yahoo forwards',
    'What is this?\n\n----- Forwarded Message -----\nFrom: Jan <jan@example.org>\nTo: Pat <pat@example.org>\nSent: Monday, March 2, 2026 at 10:15:20 AM GMT+1\nSubject: Map\n\nThe map is in box 12.\n',
    'box 12',
  ],
  [
    'a mail that Thunderbird forwards in Italian',
    'Che cos’è?\n\n-------- Messaggio Inoltrato --------\nOggetto: Carta\nData: Mon, 2 Mar 2026 10:15:20 +0100\nMittente: Jan <jan@example.org>\nA: Pat <pat@example.org>\n\nLa carta è nella cassa 12.\n',
    'cassa 12',
  ],
  [
    'a mail that Samsung forwards',
    'What is this?\n\n-------- Forwarded message --------\nFrom: Jan <jan@example.org>\nDate: 02/03/2026 10:15\nTo: pat@example.org\nSubject: Map\n\nThe map is in box 12.\n',
    'box 12',
  ],
  [
    'a mail that Lotus Notes forwards',
    'What is this?\n\n----- Forwarded by Pat Example/AspenLib on 02.03.2026 10:15 -----\n\nFrom: Jan <jan@example.org>\nTo: Pat\nDate: 02.03.2026\nSubject: Map\n\nThe map is in box 12.\n',
    'box 12',
  ],
  [
    'a mail that Lotus Notes forwards in German',
    'Was ist das?\n\n----- Weitergeleitet von Pat Example/Aspen am 02.03.2026 10:15 -----\n\nVon: Jan <jan@example.org>\nAn: Pat\nDatum: 02.03.2026\nBetreff: Karte\n\nDie Karte ist in Kiste 12.\n',
    'Kiste 12',
  ],
  [
    'a digest',
    'What came of item 2?\n\nToday’s topics:\n\n   1. Maps (Jan)\n   2. Letters (Lee)\n\n----------------------------------------------------------------------\n\nMessage: 1\nDate: Mon, 2 Mar 2026 10:15:20 +0100\nFrom: Jan <jan@example.org>\nSubject: Maps\n\nThe map is in box 12.\n',
    'box 12',
    'Fwd: Ask digest, Vol 3',
  ],
  [
    'a contact form',
    'Name: Pat\nFrom: pat@example.org\nSubject: atlas\nDate: 2 March 2026\nMessage:\nDo you hold the county atlas?\n',
    'county atlas',
  ],
  [
    'a shipping label',
    'From: Cedar\nTo: Aspen\nSent: yesterday\nSubject: parcel 12\n\nIt has not come.\n',
    'It has not come',
  ],
];

const inHtml = (body: string) =>
  mail(head(html(`<html><head><meta charset="utf-8"></head><body>${body}</body></html>`)));

const quotingHtml: readonly (readonly [string, string])[] = [
  [
    'Outlook on the web',
    `<div style="font-family:Calibri">${own}</div><div id="appendonsend"></div><hr tabindex="-1" style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>From:</b> Cedar Library &lt;ask@cedar.example&gt;<br><b>Sent:</b> Monday, March 2, 2026 10:15 AM<br><b>To:</b> Pat &lt;pat@example.org&gt;<br><b>Subject:</b> Re: Atlas</font><div>&nbsp;</div></div><div>Is this enough?</div>`,
  ],
  [
    'Outlook on the web in Japanese',
    `<div>${own}</div><hr><div id="divRplyFwdMsg"><b>差出人:</b> Cedar Library &lt;ask@cedar.example&gt;<br><b>送信日時:</b> 2026年3月2日 10:15<br><b>宛先:</b> Pat<br><b>件名:</b> Re: Atlas</div><div>Is this enough?</div>`,
  ],
  [
    'Outlook for iOS',
    `<div dir="ltr">${own}</div><div id="ms-outlook-mobile-signature"><div><br></div>Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><hr><div id="divRplyFwdMsg"><b>From:</b> Cedar Library &lt;ask@cedar.example&gt;<br><b>Sent:</b> Monday, March 2, 2026 10:15:20 AM<br><b>To:</b> Pat<br><b>Subject:</b> Re: Atlas</div><div>Is this enough?</div>`,
  ],
  [
    'Outlook in Dutch',
    `<p class="MsoNormal">${own}</p><div><div style="border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>Van:</b> Cedar &lt;ask@cedar.example&gt; <br><b>Verzonden:</b> maandag 2 maart 2026 10:15<br><b>Aan:</b> Pat<br><b>Onderwerp:</b> Re: Atlas</p></div></div><p class="MsoNormal">Is this enough?</p>`,
  ],
  [
    'Gmail in Polish',
    `<div dir="ltr">${own}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">pon., 2 mar 2026 o 10:15 Cedar &lt;<a href="mailto:ask@cedar.example">ask@cedar.example</a>&gt; napisał(a):<br></div><blockquote class="gmail_quote" style="margin:0">Is this enough?</blockquote></div>`,
  ],
  [
    'Gmail in a language that is not known',
    `<div dir="ltr">${own}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">Xyz, 2 abc 2026 qrs 10:15 Cedar &lt;<a href="mailto:ask@cedar.example">ask@cedar.example</a>&gt; uvw:<br></div><blockquote class="gmail_quote" style="margin:0">Is this enough?</blockquote></div>`,
  ],
  [
    'Thunderbird in Dutch',
    `<p>${own}</p><div class="moz-cite-prefix">Op 02-03-2026 om 10:15 schreef Cedar Library:<br></div><blockquote type="cite" cite="mid:1@x"><p>Is this enough?</p></blockquote>`,
  ],
  [
    'Apple Mail in Italian',
    `<div>${own}</div><div><br><blockquote type="cite"><div>Il giorno 2 mar 2026, alle ore 10:15, Cedar &lt;ask@cedar.example&gt; ha scritto:</div><br><div>Is this enough?</div></blockquote></div>`,
  ],
  [
    'iOS in Spanish',
    `<div dir="ltr">${own}</div><div dir="ltr"><br></div><div dir="ltr">Enviado desde mi iPhone</div><div dir="ltr"><br><blockquote type="cite">El 2 mar 2026, a las 10:15, Cedar &lt;ask@cedar.example&gt; escribió:<br><br></blockquote></div><blockquote type="cite"><div>Is this enough?</div></blockquote>`,
  ],
  [
    'Yahoo',
    `<div class="ydp1yahoo-style-wrap"><div>${own}</div></div><div id="ydp2yahoo_quoted_1" class="ydp2yahoo_quoted"><div>On Monday, March 2, 2026 at 10:15:20 AM GMT+1, Cedar &lt;ask@cedar.example&gt; wrote:</div><div><br></div><div>Is this enough?</div></div>`,
  ],
  [
    'Samsung',
    `<div dir="auto">${own}</div><div><br></div><div id="composer_signature">Sent from my Galaxy</div><div><br></div><div style="font-size:100%;color:#000000"><!-- originalMessage --><div>-------- Original message --------</div><div>From: Cedar &lt;ask@cedar.example&gt; </div><div>Date: 02/03/2026  10:15  (GMT+01:00) </div><div>To: pat@example.org </div><div>Subject: Re: Atlas </div><div><br></div></div><div>Is this enough?</div>`,
  ],
  [
    'GMX',
    `<div>${own}</div><div><div style="margin:10px 5px;border-left:2px solid #C3D9E5" name="quote"><div><b>Gesendet:</b>&nbsp;Montag, 02. März 2026 um 10:15 Uhr<br><b>Von:</b>&nbsp;"Cedar" &lt;ask@cedar.example&gt;<br><b>An:</b>&nbsp;pat@example.org<br><b>Betreff:</b>&nbsp;Re: Atlas</div><div name="quoted-content">Is this enough?</div></div></div>`,
  ],
  [
    'Zimbra',
    `<div>${own}</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>"Cedar" &lt;ask@cedar.example&gt;<br><b>To: </b>"Pat"<br><b>Sent: </b>Monday, March 2, 2026 10:15:20 AM<br><b>Subject: </b>Re: Atlas<br></div><div data-marker="__QUOTED_TEXT__">Is this enough?</div>`,
  ],
  [
    'Zoho',
    `<div>${own}</div><div class="zmail_extra_hr" style="border-top:1px solid"></div><div class="zmail_extra"><div id="Zm-_Id_-Sgn1">---- On Mon, 02 Mar 2026 10:15:20 +0100 <b>Cedar &lt;ask@cedar.example&gt;</b> wrote ---<br></div><blockquote id="blockquote_zmail">Is this enough?</blockquote></div>`,
  ],
  [
    'Open-Xchange',
    `<p>${own}</p><blockquote type="cite"><div>Cedar &lt;ask@cedar.example&gt; hat am 02.03.2026 10:15 CET geschrieben:</div><p>Is this enough?</p></blockquote>`,
  ],
  [
    'QQ Mail',
    `<div>${own}</div><div><br></div><div style="font-size:12px">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="background:#efefef"><div><b>发件人:</b>&nbsp;"Cedar" &lt;ask@cedar.example&gt;;</div><div><b>发送时间:</b>&nbsp;2026年3月2日(星期一) 上午10:15</div><div><b>收件人:</b>&nbsp;"Pat"</div><div><b>主题:</b>&nbsp;Re: Atlas</div></div><div>Is this enough?</div>`,
  ],
  [
    'Mail.ru',
    `<div>${own}</div><blockquote style="border-left:1px solid #0857A6">Понедельник, 2 марта 2026, 10:15 +03:00 от Cedar &lt;ask@cedar.example&gt;:<br>&nbsp;<div>Is this enough?</div></blockquote>`,
  ],
  [
    'Yandex',
    `<div>${own}</div><div>&nbsp;</div><div>02.03.2026, 10:15, "Cedar" &lt;ask@cedar.example&gt;:</div><blockquote><p>Is this enough?</p></blockquote>`,
  ],
  [
    'Fastmail',
    `<div>${own}</div><div>On Mon, Mar 2, 2026, at 10:15 AM, Cedar wrote:</div><blockquote type="cite" id="qt"><div>Is this enough?</div></blockquote>`,
  ],
  [
    'Roundcube',
    `<p>${own}</p><p id="reply-intro">Am 2026-03-02 10:15, schrieb Cedar:</p><blockquote type="cite">Is this enough?</blockquote>`,
  ],
  [
    'Lotus Notes',
    `<div>${own}</div><br><br><font color="#990099">-----"Cedar" &lt;ask@cedar.example&gt; wrote: -----</font><div style="padding-left:5px">To: pat@example.org<br>From: "Cedar" &lt;ask@cedar.example&gt;<br>Date: 03/02/2026 10:15AM<br>Subject: Re: Atlas<br><br>Is this enough?</div>`,
  ],
  [
    'Front',
    `<div>${own}</div><div class="front-signature"></div><blockquote type="cite" class="front-blockquote">On March 2, 2026, 10:15 AM GMT+1 ask@cedar.example wrote:<br><br>Is this enough?</blockquote>`,
  ],
];

const html2: readonly (readonly [string, Buffer, Expected])[] = [
  ...quotingHtml.map(([who, body]) => [`HTML of ${who}`, inHtml(body), { ...personal, text: own }] as const),
  [
    'answers within blockquotes of Gmail',
    inHtml(
      `<div dir="ltr"><div class="gmail_quote"><div class="gmail_attr">On Mon, Mar 2, 2026 at 10:15 AM Cedar &lt;ask@cedar.example&gt; wrote:<br></div><blockquote class="gmail_quote">Which year?</blockquote><div>It was 1912.</div><blockquote class="gmail_quote">Which town?</blockquote><div>Aspen.</div></div></div>`,
    ),
    { text: /It was 1912[\s\S]*Aspen/ },
  ],
  [
    'an answer below the quotation in Thunderbird',
    inHtml(
      `<div class="moz-cite-prefix">Le 02/03/2026 à 10:15, Cedar a écrit :<br></div><blockquote type="cite">Is this enough?</blockquote><p>${own}</p>`,
    ),
    { text: own },
  ],
  [
    'an answer below what divRplyFwdMsg stands over',
    inHtml(
      `<div>Hello</div><div id="divRplyFwdMsg"><b>From:</b> Cedar &lt;ask@cedar.example&gt;<br><b>Sent:</b> Monday, March 2, 2026 10:15 AM<br><b>To:</b> Pat<br><b>Subject:</b> FW: Atlas</div><div>The map is in box 12.</div>`,
    ),
    { wholeText: /box 12/ },
  ],
  [
    'a mail forwarded by Gmail with a comment',
    mail(
      head(
        html(
          `<div dir="ltr">What is this?<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Jan</b> &lt;jan@example.org&gt;<br>Date: Mon, Mar 2, 2026 at 10:15 AM<br>Subject: Map<br>To: Pat &lt;pat@example.org&gt;<br></div><br>The map is in box 12.</div></div>`,
        ),
        'Fwd: Map',
      ),
    ),
    { text: /box 12/ },
  ],
  [
    'a mail forwarded by Outlook on the web',
    mail(
      head(
        html(
          `<div>What is this?</div><hr><div id="divRplyFwdMsg"><b>From:</b> Jan &lt;jan@example.org&gt;<br><b>Sent:</b> Monday, March 2, 2026 10:15 AM<br><b>To:</b> Pat<br><b>Subject:</b> Map</div><div>The map is in box 12.</div>`,
        ),
        'Fw: Map',
      ),
    ),
    { text: /box 12/ },
  ],
  [
    'a mail forwarded by Outlook in Italian',
    mail(
      head(
        html(
          `<div>Che cos’è?</div><hr><div id="divRplyFwdMsg"><b>Da:</b> Jan &lt;jan@example.org&gt;<br><b>Inviato:</b> lunedì 2 marzo 2026 10:15<br><b>A:</b> Pat<br><b>Oggetto:</b> Carta</div><div>La carta è nella cassa 12.</div>`,
        ),
        'I: Carta',
      ),
    ),
    { text: /cassa 12/ },
  ],
  [
    'a mail forwarded by Apple Mail as blockquote',
    mail(
      head(
        html(
          `<div>What is this?</div><div><br><blockquote type="cite"><div>Begin forwarded message:</div><br><div><b>From: </b>Jan &lt;jan@example.org&gt;<br></div><div><b>Subject: </b>Map<br></div><div><b>Date: </b>2 March 2026 at 10:15:20 CET<br></div><div><b>To: </b>Pat<br></div><br><div>The map is in box 12.</div></blockquote></div>`,
        ),
        'Fwd: Map',
      ),
    ),
    { text: /box 12/ },
  ],
  [
    'a plain stub beside HTML of Outlook',
    multi(
      'multipart/alternative',
      plain('This message contains HTML content. Please use a client that shows it.'),
      html(`<p>${question}</p>`),
    ),
    { wholeText: question },
  ],
  [
    'an empty plain part beside HTML',
    multi('multipart/alternative', plain(' \n'), html(`<p>${question}</p>`)),
    { wholeText: question },
  ],
  [
    'a plain stub in French',
    multi(
      'multipart/alternative',
      plain('Votre logiciel de messagerie ne peut pas afficher ce message au format HTML.'),
      html(`<p>${question}</p>`),
    ),
    { wholeText: question },
  ],
  [
    'a plain stub in Spanish',
    multi(
      'multipart/alternative',
      plain('Su programa de correo no admite HTML.'),
      html(`<p>${question}</p>`),
    ),
    { wholeText: question },
  ],
  [
    'a plain stub in Russian',
    multi(
      'multipart/alternative',
      plain('Ваш почтовый клиент не поддерживает HTML.'),
      html(`<p>${question}</p>`),
    ),
    { wholeText: question },
  ],
  [
    'a plain stub in Japanese',
    multi('multipart/alternative', plain('このメールはHTML形式です。'), html(`<p>${question}</p>`)),
    { wholeText: question },
  ],
  [
    'a plain stub of a link alone',
    multi('multipart/alternative', plain('https://news.example/view?x=1'), html(`<p>${question}</p>`)),
    { wholeText: /county atlas/ },
  ],
  [
    'an inline image between two texts',
    multi(
      'multipart/mixed',
      plain('The picture shows it:'),
      'Content-Type: image/png; name=a.png\r\nContent-Disposition: inline; filename=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=',
      plain(question),
    ),
    { wholeText: /The picture[\s\S]*county atlas/, attachments: /a\.png/ },
  ],
  [
    'HTML in a part named as a file and inline',
    multi(
      'multipart/mixed',
      `Content-Type: text/html; charset=utf-8; name="message.html"\r\nContent-Disposition: inline; filename="message.html"\r\n\r\n<p>${question}</p>`,
    ),
    { wholeText: /county atlas/ },
  ],
  [
    'alternative within related within mixed',
    multi(
      'multipart/mixed',
      `Content-Type: multipart/related; boundary=c\r\n\r\n--c\r\nContent-Type: multipart/alternative; boundary=d\r\n\r\n--d\r\n${plain(question)}\r\n--d\r\n${html(`<p>${question}</p>`)}\r\n--d--\r\n--c\r\nContent-Type: image/png\r\nContent-ID: <1>\r\n\r\nx\r\n--c--`,
    ),
    { wholeText: question },
  ],
];

const words = (text: string, size: number, charset = 'utf-8') => {
  const bytes = coded(text, charset);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += size)
    parts.push(`=?${charset}?B?${bytes.subarray(at, at + size).toString('base64')}?=`);
  return parts.join('\r\n ');
};
const letters: readonly (readonly [string, Buffer, Expected])[] = [
  [
    'a subject cut amid characters of three bytes',
    mail(head(plain(question), words('図書館の地図について', 7))),
    { subject: '図書館の地図について' },
  ],
  [
    'a subject cut amid an emoji',
    mail(head(plain(question), words('Karte 🗺️ gesucht', 8))),
    { subject: 'Karte 🗺️ gesucht' },
  ],
  [
    'a subject in GB18030 cut amid characters',
    mail(head(plain(question), words('请问图书馆有地图吗', 5, 'gb18030'))),
    { subject: '请问图书馆有地图吗' },
  ],
  [
    'a subject in Shift_JIS',
    mail(head(plain(question), words('図書館の地図', 100, 'shift_jis'))),
    { subject: '図書館の地図' },
  ],
  [
    'a subject in KOI8-R as quoted-printable',
    mail(head(plain(question), '=?koi8-r?Q?=E1=D4=CC=C1=D3_=C7=C4=C5=3F?=')),
    { subject: 'Атлас где?' },
  ],
  [
    'a subject with blanks in an encoded word',
    mail(head(plain(question), '=?utf-8?Q?Karte von 1912 f=C3=BCr?=')),
    { subject: 'Karte von 1912 für' },
  ],
  [
    'a subject with an encoded word in quotation marks',
    mail(head(plain(question), '"=?utf-8?Q?Stra=C3=9Fe?="')),
    { subject: /Straße/ },
  ],
  [
    'a subject folded with a tab',
    mail(head(plain(question), 'A long question about\r\n\tthe county atlas')),
    { subject: 'A long question about the county atlas' },
  ],
  [
    'a subject whose encoded word has a language',
    mail(head(plain(question), '=?utf-8*de?Q?B=C3=BCcher?=')),
    { subject: 'Bücher' },
  ],
  [
    'base64 whose lines end in LF and have blanks',
    mail(
      head('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: BASE64\r\n\r\n'),
      Buffer.from(`Größe? ${question}`).toString('base64').replace(/.{20}/g, '$& \n'),
    ),
    { text: `Größe? ${question}` },
  ],
  [
    'base64 without its last signs',
    mail(
      head('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n'),
      Buffer.from(question).toString('base64').replace(/=+$/, ''),
    ),
    { text: question },
  ],
  [
    'base64 with a line of a scanner below',
    mail(
      head('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n'),
      `${Buffer.from(`${question}\n`).toString('base64')}\r\n\r\n`,
    ),
    { text: question },
  ],
  [
    'base64 of more than one piece with padding between',
    mail(
      head('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n'),
      `${Buffer.from('Do you hold').toString('base64')}\r\n${Buffer.from(' the county atlas of 1912?').toString('base64')}`,
    ),
    { text: question },
  ],
  [
    'quoted-printable with small letters and blanks at the ends of lines',
    mail(
      head('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'),
      'Gr=c3=b6=c3=9fe? Do you hold =  \r\nthe county atlas of 1912?',
    ),
    { text: `Größe? ${question}` },
  ],
  [
    'quoted-printable with equals signs that are none',
    mail(
      head('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'),
      'E=mc2 where? =ZZ',
    ),
    { text: /E=mc2 where\?/ },
  ],
  [
    'lines of CR alone',
    mail(head('').replace(/\r\n/g, '\r'), 'Content-Type: text/plain\r\r', question),
    { text: question },
  ],
  [
    'a text of windows-1252 in quoted-printable named us-ascii',
    mail(
      head(
        'Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n',
      ),
      '=93Atlas=94 =96 it=92s for caf=E9',
    ),
    { text: '“Atlas” – it’s for café' },
  ],
  [
    'HTML in windows-1251 that its head names',
    mail(
      head('Content-Type: text/html\r\n\r\n'),
      '<meta charset="windows-1251"><p>',
      coded('Есть ли у вас атлас?', 'windows-1251'),
      '</p>',
    ),
    { text: 'Есть ли у вас атлас?' },
  ],
  [
    'HTML in Shift_JIS',
    mail(
      head('Content-Type: text/html; charset=Shift_JIS\r\n\r\n'),
      '<p>',
      coded('図書館に地図はありますか。', 'shift_jis'),
      '</p>',
    ),
    { text: '図書館に地図はありますか。' },
  ],
  [
    'HTML entities of letters beyond the first plane',
    inHtml('<p>&#128218; caf&eacute; &#x5716;</p>'),
    { text: '📚 café 圖' },
  ],
  [
    'a name with letters of two charsets',
    mail(head(plain(question), 'x', '=?iso-8859-1?Q?J=F6rg?= =?utf-8?Q?_M=C3=BCller?= <joerg@example.org>')),
    { from: 'joerg@example.org', fromName: 'Jörg Müller' },
  ],
  [
    'a name of Hindi',
    mail(
      head(
        plain(question),
        'x',
        `=?utf-8?B?${Buffer.from('प्रिया शर्मा').toString('base64')}?= <priya@example.org>`,
      ),
    ),
    { from: 'priya@example.org', fromName: 'प्रिया शर्मा' },
  ],
  [
    'an address in letters of another script',
    mail(head(plain(question), 'x', 'Анна <анна@пример.example>')),
    { from: 'анна@пример.example' },
  ],
  [
    'a file name in RFC 2231, in pieces',
    multi(
      'multipart/mixed',
      plain(question),
      "Content-Type: application/pdf\r\nContent-Disposition: attachment;\r\n filename*0*=utf-8''Karte%20von%20%C3%84;\r\n filename*1*=spen;\r\n filename*2=.pdf\r\n\r\nx",
    ),
    { attachments: /^Karte von Äspen\.pdf$/ },
  ],
  [
    'a file name in RFC 2231 of another charset',
    multi(
      'multipart/mixed',
      plain(question),
      "Content-Type: application/pdf;\r\n name*=iso-8859-1'de'Gr%F6%DFe.pdf\r\nContent-Disposition: attachment\r\n\r\nx",
    ),
    { attachments: /^Größe\.pdf$/ },
  ],
  [
    'a file name in encoded words',
    multi(
      'multipart/mixed',
      plain(question),
      'Content-Type: application/pdf; name="=?utf-8?Q?Gr=C3=B6=C3=9Fe?= =?utf-8?Q?=2Epdf?="\r\nContent-Disposition: attachment\r\n\r\nx',
    ),
    { attachments: /^Größe\.pdf$/ },
  ],
  [
    'a file name in ISO-2022-JP',
    multi(
      'multipart/mixed',
      plain(question),
      'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="=?ISO-2022-JP?B?GyRCP14bKEIucGRm?="\r\n\r\nx',
    ),
    { attachments: /^図\.pdf$/ },
  ],
  [
    'flowed text with a signature and quotation',
    mail(
      head('Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n'),
      `Thank you, \r\nthat is all.\r\n\r\nOp 02-03-2026 om 10:15 schreef Cedar:\r\n> Is this \r\n> enough?\r\n>> No \r\n>> more\r\n\r\n-- \r\nPat\r\n`,
    ),
    { text: own },
  ],
];

const automatic = { kind: 'automatic' };
const others: readonly (readonly [string, Buffer, Expected])[] = [
  ...[
    'Automatic reply: how do I switch it off in Outlook?',
    'Out of office and my book is due',
    'Why do I get “Automatic reply” from you?',
    'Automatische Antwort auf meine Frage?',
    'Re: Automatic reply: Atlas',
    'AW: Automatische Antwort: Atlas',
    'I will be on holiday, can I renew?',
    'Odpowiedź automatyczna: co to znaczy?',
    'Frånvaro vid bokcirkeln',
    'Risposta automatica del catalogo',
    'Undelivered Mail Returned to Sender: what does this mean?',
    'Mail delivery failed - please help',
    'Mailbox full of old newspapers',
    'Delivery failed: my parcel',
    'Postmaster General of 1850',
    'Read: the county atlas',
    'Accepted: my request for a card?',
  ].map(
    (subject) =>
      [
        `a person’s mail with the subject “${subject}”`,
        mail(
          head(
            `In-Reply-To: <2@carrel.example>\r\nReferences: <2@carrel.example>\r\n${plain(question)}`,
            subject,
          ),
        ),
        personal,
      ] as const,
  ),
  [
    'a person who will be out of the office',
    mail(
      head(
        `In-Reply-To: <2@carrel.example>\r\n${plain('I am out of the office until Monday. Please send the scan to my colleague, the atlas is urgent.')}`,
        'Re: Atlas',
      ),
    ),
    personal,
  ],
  [
    'a contact form',
    mail(
      head(
        `Reply-To: Lee <lee@example.org>\r\nX-Mailer: PHPMailer 6.9\r\n${plain(`From: Lee <lee@example.org>\nSubject: Atlas\n\nMessage Body:\n${question}\n\n--\nThis e-mail was sent from a contact form on Aspen Library (https://aspen.example)`)}`,
        'Aspen Library "Atlas"',
        'WordPress <wordpress@aspen.example>',
      ),
    ),
    { ...personal, text: /county atlas/ },
  ],
  [
    'a contact form that gives day and minute',
    mail(
      head(
        `Reply-To: Lee <lee@example.org>\r\n${plain(`New message:\n\nFrom: Lee <lee@example.org>\nDate: 2 March 2026 10:15\nTo: ask@library.example\nSubject: Atlas\n\n${question}`)}`,
        'New message',
        'Web site <noreply@aspen.example>',
      ),
    ),
    { ...personal, text: /county atlas/ },
  ],
  [
    'a mail from a mailing list',
    mail(
      head(
        `List-Id: <readers.lists.example>\r\nList-Post: <mailto:readers@lists.example>\r\nPrecedence: list\r\n${plain(question)}`,
      ),
    ),
    { kind: 'list' },
  ],
  [
    'a newsletter',
    mail(
      head(
        `List-Unsubscribe: <https://news.example/u>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nPrecedence: bulk\r\n${plain('News of March')}`,
      ),
    ),
    { kind: /automatic|list/ },
  ],
  [
    'a mail sent with one-click unsubscription by a person’s tracker',
    mail(head(`X-Mailer: Mailtrack\r\n${plain(question)}`)),
    personal,
  ],
  [
    'a mail in which a virus scanner marks itself',
    mail(
      head(
        `X-Virus-Scanned: clean\r\nX-Spam-Status: No\r\nX-Auto-Response-Suppress: OOF\r\nX-MS-Exchange-Inbox-Rules-Loop: old@library.example\r\n${plain(question)}`,
      ),
    ),
    personal,
  ],
  [
    'a read receipt of Outlook',
    mail(
      head(
        'Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n',
        'Read: Atlas',
      ),
      `--b\r\n${plain('Your message was read on Monday.')}\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\nFinal-Recipient: RFC822; pat@example.org\r\nDisposition: automatic-action/MDN-sent-automatically; displayed\r\n\r\n--b--\r\n`,
    ),
    automatic,
  ],
  [
    'a note that a mail was deleted unread',
    mail(
      head(
        'Content-Type: multipart/report; report-type="disposition-notification"; boundary=b\r\n\r\n',
        'Not read: Atlas',
      ),
      `--b\r\n${plain('Your message was deleted without being read.')}\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\nFinal-Recipient: RFC822; pat@example.org\r\nDisposition: automatic-action/MDN-sent-automatically; deleted\r\n\r\n--b--\r\n`,
    ),
    automatic,
  ],
  [
    'a complaint of a provider',
    mail(
      head('Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n', 'FW: Atlas'),
      `--b\r\n${plain('This is an email abuse report.')}\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: X/1\r\nVersion: 1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: Atlas\r\n\r\nx\r\n--b--\r\n`,
    ),
    automatic,
  ],
  [
    'a challenge to confirm the address',
    mail(
      head(
        `Auto-Submitted: auto-replied\r\n${plain('To deliver your mail, please confirm by clicking here.')}`,
        'Please confirm: Atlas',
      ),
    ),
    automatic,
  ],
  [
    'an invitation answered by Google',
    mail(
      head('Content-Type: multipart/alternative; boundary=b\r\n\r\n', 'Accepted: Tour @ Mon 2 Mar 2026'),
      `--b\r\n${plain('Pat has accepted this invitation.')}\r\n--b\r\nContent-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n--b--\r\n`,
    ),
    { wholeText: /accepted/ },
  ],
  ...(
    [
      [
        'Exchange in Portuguese',
        'Resposta automática: Atlas',
        'Estou fora do escritório até dia 9.',
        'X-Auto-Response-Suppress: All',
      ],
      [
        'Exchange in Czech',
        'Automatická odpověď: Atlas',
        'Jsem mimo kancelář.',
        'Auto-Submitted: auto-generated',
      ],
      ['Zimbra', 'Re: Atlas', 'I am away until Monday.', 'Auto-Submitted: auto-replied (zimbra; readonly)'],
      [
        'Lotus Notes',
        'Pat Example is out of the office.',
        'I will be back on Monday.',
        'Auto-Submitted: auto-generated\r\nX-Mailer: Lotus Notes Release 9',
      ],
      ['Yahoo', 'Re: Atlas', 'I am on holiday.', 'X-Autoreply: yes\r\nAuto-Submitted: auto-replied'],
      [
        'GMX',
        'Abwesenheitsnotiz: Atlas',
        'Ich bin im Urlaub.',
        'X-UI-Out-Filterresults: notjunk\r\nAuto-Submitted: auto-replied',
      ],
      ['Kerio', 'Out of Office: Atlas', 'x', 'Auto-Submitted: auto-replied\r\nX-Mailer: Kerio'],
      ['GroupWise', 'Atlas (Out of office)', 'x', 'X-Autoreply: yes\r\nX-Mailer: Novell GroupWise'],
      [
        'a help desk',
        '[#123] Atlas: we have your request',
        'Your request has been received.',
        'Auto-Submitted: auto-generated\r\nPrecedence: auto_reply',
      ],
      [
        'Zendesk',
        '[Request received] Atlas',
        '## Please reply above ##',
        'Auto-Submitted: auto-generated\r\nX-Mailer: Zendesk Mailer',
      ],
      ['Freshdesk', 'Ticket received', 'x', 'X-Autoreply: true\r\nAuto-Submitted: auto-replied'],
      ['an older vacation program', 'away from my mail', 'I will read it later.', 'Precedence: junk'],
      ['no header, in Catalan', 'Resposta automàtica: Atlas', 'Soc fora del despatx fins dilluns.', ''],
      [
        'no header, in Croatian',
        'Automatski odgovor: Atlas',
        'Automatski odgovor: na godišnjem sam odmoru.',
        '',
      ],
      ['no header, in Slovak', 'Automatická odpoveď: Atlas', 'Som mimo kancelárie do pondelka.', ''],
      ['no header, in Slovenian', 'Samodejni odgovor: Atlas', 'Samodejni odgovor: sem na dopustu.', ''],
      ['no header, in Bulgarian', 'Автоматичен отговор: Atlas', 'В отпуск съм до 9 март.', ''],
      ['no header, in Vietnamese', 'Trả lời tự động: Atlas', 'Tôi đang đi vắng đến ngày 9 tháng 3.', ''],
      ['no header, in Lithuanian', 'Automatinis atsakymas: Atlas', 'Esu atostogose iki kovo 9 d.', ''],
      ['no header, in Latvian', 'Automātiskā atbilde: Atlas', 'Esmu atvaļinājumā līdz 9. martam.', ''],
      ['no header, in Estonian', 'Automaatvastus: Atlas', 'Olen puhkusel kuni 9. märtsini.', ''],
      ['no header, in Serbian', 'Аутоматски одговор: Atlas', 'Нисам у канцеларији до 9. марта.', ''],
      ['no header, in Persian', 'پاسخ خودکار: Atlas', 'تا ۹ مارس در مرخصی هستم.', ''],
      ['no header, in Thai', 'ตอบกลับอัตโนมัติ: Atlas', 'ฉันไม่อยู่ที่สำนักงานจนถึงวันที่ 9 มีนาคม', ''],
      ['no header, in Indonesian', 'Balasan otomatis: Atlas', 'Saya sedang cuti sampai 9 Maret.', ''],
    ] as const
  ).map(
    ([who, subject, text, headers]) =>
      [
        `an automatic answer of ${who}`,
        mail(
          head(
            `In-Reply-To: <2@carrel.example>\r\n${headers ? `${headers}\r\n` : ''}${plain(text)}`,
            subject,
          ),
        ),
        automatic,
      ] as const,
  ),
];

const report = (
  status: string,
  diagnostic: string,
  action = 'failed',
  text = 'Your message was not delivered.',
) =>
  mail(
    `Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example.org>\r\nTo: carrel+b-x@carrel.example\r\nSubject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n`,
    `--b\r\n${plain(text)}\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns;mx.example.org\r\n\r\nFinal-Recipient: rfc822;pat@example.org\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; ${diagnostic}\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <own@carrel.example>\r\nSubject: Atlas\r\n\r\nWe could not find the user unknown in the archive.\r\n--b--\r\n`,
  );
/** [status, what the server said], of each kind. */
const forGood: readonly (readonly [string, string])[] = [
  [
    '5.1.1',
    "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos or unnecessary spaces.",
  ],
  ['5.1.1', '550 5.1.1 <pat@example.org>: Recipient address rejected: User unknown in virtual mailbox table'],
  ['5.1.1', '550 5.1.1 <pat@example.org>: Recipient address rejected: User unknown in local recipient table'],
  ['5.5.0', '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).'],
  ['5.1.10', '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'],
  [
    '5.4.1',
    '550 5.4.1 Recipient address rejected: Access denied. [AM0EUR02FT031.eop-EUR02.prod.protection.outlook.com]',
  ],
  [
    '5.0.0',
    "554 delivery error: dd This user doesn't have a yahoo.com account (pat@yahoo.example) [0] - mta1",
  ],
  ['5.0.0', '554 delivery error: dd Not a valid recipient - mta4119.mail.example'],
  ['5.0.0', '550 No such user (pat@example.org)'],
  ['5.0.0', '550 Unrouteable address'],
  ['5.0.0', '550 #5.1.0 Address rejected.'],
  ['5.1.1', '550 5.1.1 unknown or illegal alias: pat@example.org'],
  ['5.1.2', '550 5.1.2 Host unknown (Name server: gone.example: host not found)'],
  ['5.1.6', '550 5.1.6 recipient no longer on server: pat@example.org'],
  ['5.2.1', '550 5.2.1 The email account that you tried to reach is disabled.'],
  [
    '5.0.0',
    '550 Requested action not taken: mailbox unavailable For explanation visit https://postmaster.gmx.example/en/error-messages?c=r0103',
  ],
  ['5.1.1', '550 5.1.1 sorry, no mailbox here by that name (#5.1.1 - chkuser)'],
  ['5.7.1', '550 5.7.1 no such recipient - psmtp'],
  ['5.0.0', '550 Invalid recipient: pat@example.org'],
  ['5.1.1', '553 5.1.1 Unable to find alias or mailbox for pat'],
  ['5.1.3', '501 5.1.3 Bad recipient address syntax'],
  [
    '5.4.4',
    'Host or domain name not found. Name service error for name=gone.example type=AAAA: Host found but no data record of requested type',
  ],
  ['5.1.10', '556 5.1.10 Recipient address has null MX'],
  ['5.0.0', '511 sorry, no mailbox here by that name'],
  ['5.1.1', '550 5.1.1 Dirección de correo inexistente'],
  ['5.1.1', "550 5.1.1 Adresse d'un destinataire inconnu"],
  ['5.0.0', '550 Mailbox nicht gefunden'],
  ['5.0.0', '550 Invalid mailbox'],
  ['5.0.0', '550 unknown user account'],
  ['5.0.0', '550 non-local recipient verification failed: 550 5.1.1 user unknown'],
];
const forNow: readonly (readonly [string, string])[] = [
  ['4.2.2', '452-4.2.2 The email account that you tried to reach is over quota.'],
  ['5.2.2', '552-5.2.2 The email account that you tried to reach is over quota and inactive.'],
  ['5.2.2', '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException'],
  ['5.0.0', '552 Requested mail action aborted: exceeded storage allocation'],
  [
    '5.7.1',
    '554 5.7.1 <pat@example.org>: Recipient address rejected: Greylisted, see http://postgrey.example/',
  ],
  [
    '4.7.1',
    '450 4.7.1 <pat@example.org>: Recipient address rejected: Greylisting in action, please come back later',
  ],
  ['4.7.0', '421-4.7.0 [192.0.2.1] Our system has detected an unusual rate of unsolicited mail'],
  ['5.7.1', '550-5.7.1 [192.0.2.1] Our system has detected that this message is likely unsolicited mail.'],
  ['5.7.1', '550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using Spamhaus'],
  [
    '5.7.1',
    "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).",
  ],
  ['5.7.606', '550 5.7.606 Access denied, banned sending IP [192.0.2.1]'],
  ['5.7.1', '554 5.7.1 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints'],
  [
    '4.0.0',
    '421 4.7.0 [TS01] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints',
  ],
  [
    '5.7.9',
    '554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahoo.example/error-codes',
  ],
  ['5.7.1', '550 5.7.1 Email rejected per DMARC policy for carrel.example'],
  ['5.7.23', '550 5.7.23 The message was rejected because of Sender Policy Framework violation'],
  ['5.7.1', '550 5.7.1 RESOLVER.RST.AuthRequired; authentication required'],
  ['5.7.133', '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required'],
  ['5.7.124', '550 5.7.124 RESOLVER.RST.SenderNotInAllowedSendersList'],
  ['4.4.7', '550 4.4.7 QUEUE.Expired; message expired'],
  ['5.4.7', '554 5.4.7 message expired, connection refused'],
  ['4.3.2', '432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded'],
  ['5.4.6', '554 5.4.6 Hop count exceeded - possible mail loop'],
  ['5.4.0', '554 5.4.0 Error: too many hops'],
  ['5.3.4', '552 5.3.4 Message size exceeds fixed limit'],
  ['5.2.3', '552 5.2.3 Your message exceeded our message size limits'],
  ['5.0.0', '554 Message rejected on 2026/03/02 10:15:20 CET: spam content detected'],
  ['5.7.0', '552-5.7.0 This message was blocked because its content presents a potential security issue.'],
  ['5.0.0', '554-No SMTP service 554-Bad DNS PTR resource record. (mx.example.net)'],
  ['5.0.0', '550 Reject for policy reason RULE3_2'],
  ['5.1.8', '553 5.1.8 <carrel+b-1@carrel.example>... Domain of sender address does not exist'],
  ['5.1.7', '550 5.1.7 <carrel+b-1@carrel.example>: Sender address rejected: undeliverable address'],
  ['5.7.1', '550 5.7.1 Sender verify failed'],
  ['5.4.3', '550 5.4.3 DNS server failure'],
  ['5.4.12', '554 5.4.12 SMTP; Hop count exceeded'],
  ['5.2.0', '554 5.2.0 STOREDRV.Deliver.Exception:StoragePermanentException; cannot deliver'],
  ['5.7.1', '550 5.7.1 Your message was rejected because the address is a closed group'],
  ['5.0.0', '550 Administrative prohibition'],
  ['5.0.0', '550 relay not permitted'],
  ['5.7.1', '571 Delivery not authorized, message refused'],
  ['5.0.0', '451 Temporary local problem - please try later'],
  ['5.0.0', '550 Too many invalid recipients'],
  ['5.5.2', '502 5.5.2 Error: command not recognized'],
  ['5.7.5', '530 5.7.0 Must issue a STARTTLS command first'],
];
const reports: readonly (readonly [string, Buffer, Expected])[] = [
  ...forGood.map(
    ([status, diagnostic]) =>
      [`a report “${diagnostic.slice(0, 60)}”`, report(status, diagnostic), hard] as const,
  ),
  ...forNow.map(
    ([status, diagnostic]) =>
      [`a report “${diagnostic.slice(0, 60)}”`, report(status, diagnostic), soft] as const,
  ),
  [
    'a delay of Postfix',
    report(
      '4.4.1',
      'connect to mx.example.org[192.0.2.1]:25: Connection timed out',
      'delayed',
      'Your message could not be delivered for more than 4 hour(s). It will be retried.',
    ),
    { ...soft, action: 'delayed' },
  ],
  [
    'a delay of Exchange',
    report('4.4.7', '400 4.4.7 Message delayed', 'delayed', 'Delivery is delayed to these recipients.'),
    { ...soft, action: 'delayed' },
  ],
  [
    'a delay whose words name an unknown user',
    report('4.1.1', '450 4.1.1 <pat@example.org>: Recipient address rejected: unverified address', 'delayed'),
    { ...soft, action: 'delayed' },
  ],
  [
    'qmail: mailbox full',
    said(
      'MAILER-DAEMON@example.org',
      'failure notice',
      "Hi. This is the qmail-send program at example.org.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<pat@example.org>:\nThe users mailfolder is over the allowed quota (size). (#5.2.2)\n",
    ),
    soft,
  ],
  [
    'qmail: no host',
    said(
      'MAILER-DAEMON@example.org',
      'failure notice',
      "Hi. This is the qmail-send program at example.org.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<pat@gone.example>:\nSorry, I couldn't find any host named gone.example. (#5.1.2)\n",
    ),
    hard,
  ],
  [
    'qmail: no mailbox',
    said(
      'MAILER-DAEMON@example.org',
      'failure notice',
      'Hi. This is the qmail-send program at example.org.\n\n<pat@example.org>:\nSorry, no mailbox here by that name. vpopmail (#5.1.1)\n',
    ),
    hard,
  ],
  [
    'qmail: spam',
    said(
      'MAILER-DAEMON@example.org',
      'failure notice',
      'Hi. This is the qmail-send program at example.org.\n\n<pat@example.org>:\n192.0.2.1 failed after I sent the message.\nRemote host said: 554 5.7.1 Message looks like spam\n',
    ),
    soft,
  ],
  [
    'Exim: mailbox full',
    said(
      daemon,
      'Mail delivery failed: returning message to sender',
      'A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  pat@example.org\n    mailbox is full: retry timeout exceeded\n',
    ),
    soft,
  ],
  [
    'Exim: retry timeout',
    said(
      daemon,
      'Mail delivery failed: returning message to sender',
      'A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  pat@example.org\n    retry timeout exceeded\n',
    ),
    soft,
  ],
  [
    'Exim: unrouteable',
    said(
      daemon,
      'Mail delivery failed: returning message to sender',
      'A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  pat@gone.example\n    Unrouteable address\n',
    ),
    hard,
  ],
  [
    'Exim: all hosts fail',
    said(
      daemon,
      'Mail delivery failed: returning message to sender',
      'The following address(es) failed:\n\n  pat@example.org\n    all hosts for example.org have been failing for a long time (and retry time not reached)\n',
    ),
    soft,
  ],
  [
    'Exim: delayed',
    said(
      daemon,
      'Warning: message 1abc delayed 24 hours',
      'This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.org.\n\nNo action is required on your part. Delivery attempts will continue for\nsome time.\n',
    ),
    { ...soft, action: 'delayed' },
  ],
  [
    'sendmail: user unknown',
    said(
      'Mail Delivery Subsystem <MAILER-DAEMON@example.org>',
      'Returned mail: see transcript for details',
      '   ----- The following addresses had permanent fatal errors -----\n<pat@example.org>\n    (reason: 550 5.1.1 <pat@example.org>... User unknown)\n\n   ----- Transcript of session follows -----\n... while talking to mx.example.org.:\n>>> DATA\n<<< 550 5.1.1 <pat@example.org>... User unknown\n',
    ),
    hard,
  ],
  [
    'sendmail: deferred',
    said(
      'Mail Delivery Subsystem <MAILER-DAEMON@example.org>',
      'Warning: could not send message for past 4 hours',
      '    ** THIS IS A WARNING MESSAGE ONLY **\n    ** YOU DO NOT NEED TO RESEND YOUR MESSAGE **\n\n   ----- Transcript of session follows -----\n<pat@example.org>... Deferred: Connection timed out with mx.example.org.\n',
    ),
    { ...soft, action: 'delayed' },
  ],
  [
    'Yahoo in words',
    said(
      'MAILER-DAEMON@yahoo.example',
      'Failure Notice',
      'Sorry, we were unable to deliver your message to the following address.\n\n<pat@example.org>:\nNo mx record found for domain=gone.example\n',
    ),
    hard,
  ],
  [
    'Yahoo in words, deferred',
    said(
      'MAILER-DAEMON@yahoo.example',
      'Failure Notice',
      'Sorry, we were unable to deliver your message to the following address.\n\n<pat@example.org>:\n554: 5.7.1 Message blocked due to spam content in the message.\n',
    ),
    soft,
  ],
  [
    'a provider in Spanish, mailbox full',
    said(
      daemon,
      'Correo no entregado',
      'No se pudo entregar su mensaje a pat@example.org:\nEl buzón del destinatario está lleno\n',
    ),
    soft,
  ],
  [
    'a provider in French, mailbox full',
    said(
      daemon,
      'Échec de la remise',
      'Votre message n’a pas pu être remis à pat@example.org :\nLa boîte aux lettres du destinataire est pleine\n',
    ),
    soft,
  ],
  [
    'a provider in Swedish',
    said(
      daemon,
      'Ditt meddelande kunde inte levereras',
      'Meddelandet till pat@example.org kunde inte levereras:\n550 okänd mottagare\n',
    ),
    hard,
  ],
  [
    'a provider in Japanese',
    said(
      daemon,
      '送信エラー',
      'pat@example.org 宛のメールは送信できませんでした。\n宛先のメールアドレスが存在しません。\n',
    ),
    hard,
  ],
  [
    'a provider in Japanese, mailbox full',
    said(
      daemon,
      '送信エラー',
      'pat@example.org 宛のメールは送信できませんでした。\n宛先のメールボックスがいっぱいです。\n',
    ),
    soft,
  ],
  [
    'a provider in Korean',
    said(
      daemon,
      '메일 전송 실패',
      'pat@example.org 에게 메일을 전송할 수 없습니다.\n550 존재하지 않는 사용자\n',
    ),
    hard,
  ],
  [
    'a provider in Czech',
    said(
      daemon,
      'Nedoručitelná zpráva',
      'Zprávu pro pat@example.org nelze doručit:\n550 uživatel neexistuje\n',
    ),
    hard,
  ],
  [
    'a provider in Hungarian',
    said(
      daemon,
      'Kézbesíthetetlen üzenet',
      'Az üzenet nem kézbesíthető: pat@example.org\n550 ismeretlen felhasználó\n',
    ),
    hard,
  ],
  [
    'a provider in Ukrainian',
    said(
      daemon,
      'Лист не доставлено',
      'Не вдалося доставити лист pat@example.org:\n550 користувача не існує\n',
    ),
    hard,
  ],
  [
    'a provider in Danish',
    said(
      daemon,
      'Meddelelsen kunne ikke leveres',
      'Din besked til pat@example.org kunne ikke leveres:\n550 ukendt modtager\n',
    ),
    hard,
  ],
  [
    'a provider in Finnish',
    said(
      daemon,
      'Viestiä ei voitu toimittaa',
      'Viestiä osoitteeseen pat@example.org ei voitu toimittaa:\n550 vastaanottaja tuntematon\n',
    ),
    hard,
  ],
  [
    'a provider in Greek, mailbox full',
    said(
      daemon,
      'Το μήνυμα δεν παραδόθηκε',
      'Το μήνυμα προς pat@example.org δεν παραδόθηκε:\n552 Το γραμματοκιβώτιο είναι γεμάτο\n',
    ),
    soft,
  ],
  [
    'a provider in Turkish, mailbox full',
    said(
      daemon,
      'İletilemeyen ileti',
      'İletiniz pat@example.org adresine iletilemedi:\n552 Posta kutusu dolu\n',
    ),
    soft,
  ],
  [
    'Office 365 in words',
    said(
      'postmaster@outlook.example',
      'Undeliverable: Atlas',
      "Delivery has failed to these recipients or groups:\n\npat@example.org\nThe recipient's mailbox is full and can't accept messages now. Please try resending your message later.\n",
    ),
    soft,
  ],
  [
    'Office 365 in words, not found',
    said(
      'postmaster@outlook.example',
      'Undeliverable: Atlas',
      "Delivery has failed to these recipients or groups:\n\npat@example.org\nThe email address you entered couldn't be found. Please check the recipient's email address and try to resend the message.\n",
    ),
    hard,
  ],
  [
    'Office 365 in words, not allowed',
    said(
      'postmaster@outlook.example',
      'Undeliverable: Atlas',
      "Delivery has failed to these recipients or groups:\n\npat@example.org\nYour message wasn't delivered because the recipient's email provider rejected it. Your message can't be delivered because delivery to this address is restricted.\n",
    ),
    soft,
  ],
];

/** [what it is, the mail, what the corpus tool says of it]. */
export const mails = (): readonly (readonly [string, Buffer, Expected])[] => [
  ...html2,
  ...letters,
  ...others,
  ...reports,
];
