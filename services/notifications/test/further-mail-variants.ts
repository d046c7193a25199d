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

/** A third collection: whole mails as clients and servers send them, each with the right values. */

/** A reply in plain text in some character set, as that client sends it. */
const reply = (text: string, subject: string, more = '', charset = 'utf-8') =>
  mail(
    head(
      `In-Reply-To: <q1@carrel.example>\r\nContent-Type: text/plain; charset=${charset}\r\n${more}Content-Transfer-Encoding: 8bit\r\n`,
      subject,
    ),
    '\r\n',
    coded(text.replace(/\n/g, '\r\n'), charset),
  );
const mine = (text: string) => ({ ...personal, text });

const replies: readonly (readonly [string, Buffer, Expected])[] = [
  [
    'Outlook in Spanish, with its rule',
    reply(
      `Gracias, con eso basta.\n\n________________________________\nDe: Biblioteca Cedro <ask@cedar.example>\nEnviado: lunes, 2 de marzo de 2026 10:15\nPara: Pat Ejemplo <pat@example.org>\nAsunto: RE: Atlas\n\n¿Es suficiente?\n`,
      'RE: Atlas',
    ),
    mine('Gracias, con eso basta.'),
  ],
  [
    'Outlook in Brazilian Portuguese, in windows-1252',
    reply(
      `Obrigado, é só isso.\n\nDe: Biblioteca Cedro <ask@cedar.example>\nEnviada em: segunda-feira, 2 de março de 2026 10:15\nPara: 'Pat Exemplo' <pat@example.org>\nCc: Outro <outro@example.org>\nAssunto: RES: Atlas\nPrioridade: Alta\n\nIsso basta?\n`,
      'RES: Atlas',
      '',
      'windows-1252',
    ),
    mine('Obrigado, é só isso.'),
  ],
  [
    'Outlook in Polish, in ISO 8859-2',
    reply(
      `Dziękuję, to wszystko.\n\n-----Wiadomość oryginalna-----\nOd: Biblioteka Cedr [mailto:ask@cedar.example]\nWysłane: poniedziałek, 2 marca 2026 10:15\nDo: Pat\nTemat: ODP: Atlas\n\nCzy to wystarczy?\n`,
      'ODP: Atlas',
      '',
      'iso-8859-2',
    ),
    mine('Dziękuję, to wszystko.'),
  ],
  [
    'Outlook in Japanese, in ISO-2022-JP',
    mail(
      head('Content-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: 7bit\r\n'),
      '\r\n',
      Buffer.from(
        'GyRCJCIkaiQsJEgkJiQ0JDYkJCReJDkhIxsoQg0KDQpGcm9tOiBDZWRhciA8YXNrQGNlZGFyLmV4YW1wbGU+DQpTZW50OiBNb25kYXksIE1hcmNoIDIsIDIwMjYgMTA6MTUgQU0NClRvOiBQYXQgPHBhdEBleGFtcGxlLm9yZz4NClN1YmplY3Q6IFJlOiBBdGxhcw0KDQobJEIkMyRsJEc9PUosJEckOSQrISkbKEINCg==',
        'base64',
      ),
    ),
    mine('ありがとうございます。'),
  ],
  [
    'Outlook in Japanese, with full-width colons',
    reply(
      `これで十分です。\n\n-----Original Message-----\n差出人： シーダー図書館 <ask@cedar.example>\n送信日時： 2026年3月2日月曜日 10:15\n宛先： Pat <pat@example.org>\n件名： RE: 地図\n\nこれでよろしいですか。\n`,
      'RE: 地図',
    ),
    mine('これで十分です。'),
  ],
  [
    'Outlook in Russian, in KOI8-R',
    reply(
      `Спасибо, этого достаточно.\n\n-----Original Message-----\nFrom: Библиотека Кедр <ask@cedar.example>\nSent: Monday, March 2, 2026 10:15 AM\nTo: Пат <pat@example.org>\nSubject: RE: Атлас\n\nЭтого хватит?\n`,
      'RE: Atlas',
      '',
      'koi8-r',
    ),
    mine('Спасибо, этого достаточно.'),
  ],
  [
    'Outlook in Turkish, in ISO 8859-9',
    reply(
      `Teşekkürler, bu kadar.\n\nKimden: Sedir Kütüphanesi <ask@cedar.example>\nGönderilme: 2 Mart 2026 Pazartesi 10:15\nKime: Pat <pat@example.org>\nKonu: YNT: Atlas\n\nBu yeterli mi?\n`,
      'YNT: Atlas',
      '',
      'iso-8859-9',
    ),
    mine('Teşekkürler, bu kadar.'),
  ],
  [
    'Outlook on the phone in Dutch',
    reply(
      `Dank u, dat is alles.\n\nOutlook voor Android downloaden\n________________________________\nVan: Bibliotheek Ceder <ask@cedar.example>\nVerzonden: Monday, March 2, 2026 10:15:20 AM\nAan: Pat <pat@example.org>\nOnderwerp: Re: Atlas\n\nIs dit genoeg?\n`,
      'Re: Atlas',
    ),
    mine('Dank u, dat is alles.'),
  ],
  [
    'the Gmail app in Indonesian',
    reply(
      `Terima kasih, itu saja.\n\nPada Sen, 2 Mar 2026 10:15, ${lib} menulis:\n\n${quotedLines}`,
      'Re: Atlas',
    ),
    mine('Terima kasih, itu saja.'),
  ],
  [
    'the Gmail app in Arabic',
    reply(`شكرا، هذا كل شيء.\n\nفي الاثنين، 2 مارس 2026 10:15 ${lib} كتب:\n\n${quotedLines}`, 'Re: Atlas'),
    mine('شكرا، هذا كل شيء.'),
  ],
  [
    'the Gmail app in Hebrew, with marks of direction',
    reply(
      `תודה, זה הכל.\n\n\u202Bבתאריך יום ב׳, 2 במרץ 2026 ב-10:15 מאת \u202A${lib}\u202C:\u202C\n\n${quotedLines}`,
      'Re: Atlas',
    ),
    mine('תודה, זה הכל.'),
  ],
  [
    'Gmail in Vietnamese',
    reply(
      `Cảm ơn, thế là đủ.\n\nVào Th 2, 2 thg 3, 2026 vào lúc 10:15 ${lib}\nđã viết:\n\n${quotedLines}`,
      'Re: Atlas',
    ),
    mine('Cảm ơn, thế là đủ.'),
  ],
  [
    'Gmail in Korean',
    reply(`감사합니다.\n\n2026년 3월 2일 (월) 오전 10:15, ${lib}님이 작성:\n\n${quotedLines}`, 'Re: Atlas'),
    mine('감사합니다.'),
  ],
  [
    'Gmail in Chinese of Taiwan',
    reply(
      `謝謝，這樣就夠了。\n\nCedar Library <ask@cedar.example> 於 2026年3月2日週一 上午10:15寫道：\n\n${quotedLines}`,
      'Re: 地圖',
    ),
    mine('謝謝，這樣就夠了。'),
  ],
  [
    'Apple Mail in Turkish',
    reply(
      `Teşekkürler.\n\n> 2 Mar 2026 tarihinde 10:15 saatinde, ${lib} şunları yazdı:\n> \n> Bu yeterli mi?\n`,
      'Re: Atlas',
    ),
    mine('Teşekkürler.'),
  ],
  [
    'Apple Mail in Polish, below its own signature',
    reply(
      `Dziękuję.\n\nWysłane z iPhone’a\n\n> Wiadomość napisana przez ${lib} w dniu 02.03.2026, o godz. 10:15:\n> \n> Czy to wystarczy?\n`,
      'Odp: Atlas',
    ),
    mine('Dziękuję.'),
  ],
  [
    'Apple Mail in Greek',
    reply(
      `Ευχαριστώ.\n\nΣτις 2 Μαρ 2026, στις 10:15 π.μ., ο χρήστης ${lib} έγραψε:\n\n${quotedLines}`,
      'Re: Atlas',
    ),
    mine('Ευχαριστώ.'),
  ],
  [
    'Apple Mail in Chinese',
    reply(`谢谢，够了。\n\n> 在 2026年3月2日，上午10:15，${lib} 写道：\n> \n> 够了吗？\n`, 'Re: 地图'),
    mine('谢谢，够了。'),
  ],
  [
    'Thunderbird in Polish',
    reply(
      `Dziękuję.\n\nW dniu 02.03.2026 o 10:15, Cedar Library pisze:\n${quotedLines}`,
      'Re: Atlas',
      '',
      'iso-8859-2',
    ),
    mine('Dziękuję.'),
  ],
  [
    'Thunderbird in Turkish',
    reply(`Teşekkürler.\n\n2.03.2026 10:15 tarihinde Cedar Library yazdı:\n${quotedLines}`, 'Re: Atlas'),
    mine('Teşekkürler.'),
  ],
  [
    'Thunderbird, flowed, with the signature’s mark',
    mail(
      head(
        'In-Reply-To: <q1@carrel.example>\r\nContent-Type: text/plain; charset=UTF-8; format=flowed; delsp=no\r\n',
        'Re: Atlas',
      ),
      '\r\nThank you, that \r\nis all.\r\n\r\nOn 02/03/2026 10:15, Cedar wrote:\r\n> Is this \r\n> enough?\r\n\r\n-- \r\nPat\r\n',
    ),
    mine(own),
  ],
  [
    'mutt, answering between two quoted parts',
    reply(
      `* Cedar Library <ask@cedar.example> [2026-03-02 10:15 +0100]:\n> Which year?\n\n1912, please.\n\n> Which town?\n\nAspen.\n\n-- \nPat\n`,
      'Re: Atlas',
    ),
    { ...personal, text: /1912, please\.[^]*Which town\?[^]*Aspen\./ },
  ],
  [
    'mutt with other quoting marks',
    reply(
      `${own}\n\nOn Mon, Mar 02, 2026 at 10:15:20AM +0100, Cedar Library wrote:\n| ${asked}\n| Cedar\n`,
      'Re: Atlas',
    ),
    mine(own),
  ],
  [
    'Outlook, with “>” before its own header lines',
    reply(
      `${own}\n\n> -----Original Message-----\n> From: Cedar <ask@cedar.example>\n> Sent: Monday, March 2, 2026 10:15 AM\n> To: Pat\n> Subject: RE: Atlas\n>\n> ${asked}\n`,
      'RE: Atlas',
    ),
    mine(own),
  ],
  [
    'Outlook, answered in another colour by initials',
    reply(
      `My answers are below in [PE].\n\nFrom: Cedar <ask@cedar.example>\nSent: Monday, March 2, 2026 10:15 AM\nTo: Pat\nSubject: RE: Atlas\n\nWhich year?\n[PE] 1912\nWhich town?\n[PE] Aspen\n`,
      'RE: Atlas',
    ),
    { ...personal, wholeText: /\[PE\] 1912/ },
  ],
  [
    'Proton Mail in French',
    reply(
      `Merci, c’est tout.\n\nEnvoyé avec la messagerie sécurisée Proton Mail.\n\nLe lundi 2 mars 2026 à 10:15 AM, ${lib} a écrit :\n\n${quotedLines}`,
      'Re: Atlas',
    ),
    mine('Merci, c’est tout.'),
  ],
  [
    'Yahoo in Spanish, on a phone',
    reply(
      `Gracias.\n\nEnviado desde Yahoo Mail para Android\n\n  El lun., 2 mar. 2026 a la(s) 10:15, Cedar Library<ask@cedar.example> escribió:   ¿Es suficiente?\n`,
      'Re: Atlas',
    ),
    mine('Gracias.'),
  ],
  [
    'Samsung in Dutch',
    reply(
      `Dank u.\n\nVerzonden vanaf mijn Galaxy\n\n-------- Oorspronkelijk bericht --------\nVan: ${lib}\nDatum: 02-03-2026 10:15 (GMT+01:00)\nAan: Pat <pat@example.org>\nOnderwerp: Re: Atlas\n\nIs dit genoeg?\n`,
      'Re: Atlas',
    ),
    mine('Dank u.'),
  ],
];

/** What may not be hidden, and mails of persons that look otherwise. */
const kept: readonly (readonly [string, Buffer, Expected])[] = [
  [
    'an answer above and below what Gmail quotes',
    reply(
      `Yes.\n\nOn Mon, Mar 2, 2026 at 10:15 AM ${lib} wrote:\n\n> ${asked}\n\nP.S. Please send page 40 as well.\n`,
      'Re: Atlas',
    ),
    { ...personal, text: /page 40/ },
  ],
  [
    'a transcription with labels and a date',
    reply(
      'The card catalogue says:\n\nFrom: Estate of J. Miller\nTo: County Archive\nDate: 12 May 1911\nSubject: deeds, 3 boxes\n\nWhere are the boxes now?\n',
      'Re: deeds',
    ),
    { ...personal, text: /Where are the boxes/ },
  ],
  [
    'a Polish letter quoted',
    reply(
      'Dziękuję.\n\nW dniu 3 maja 1911 założyciel napisał:\n\nOgród nas przeżyje.\n\nGdzie jest ten list?\n',
      'Re: list',
    ),
    { ...personal, text: /Gdzie jest ten list/ },
  ],
  [
    'a Turkish letter quoted',
    reply('Dedem 3 Mayıs 1911 tarihinde yazdı:\n\nBahçe kalır.\n\nMektup nerede?\n', 'Re: mektup'),
    { ...personal, text: /Mektup nerede/ },
  ],
  [
    'a forward of a list’s mail by a person',
    mail(
      head('Content-Type: text/plain; charset=utf-8\r\n', 'Fwd: [atlas-l] Which edition?'),
      '\r\nCan you find this edition?\r\n\r\n---------- Forwarded message ---------\r\nFrom: Jan <jan@example.org>\r\nDate: Mon, Mar 2, 2026 at 10:15 AM\r\nSubject: [atlas-l] Which edition?\r\nTo: <atlas-l@lists.example>\r\n\r\nThe second has page 40.\r\n',
    ),
    { ...personal, text: /second has page 40/ },
  ],
  [
    'a mail that a list of Sympa for the library hands on',
    mail(
      head(
        'List-Id: <ask.library.example>\r\nPrecedence: list\r\nX-Loop: ask@library.example\r\nX-Sequence: 12\r\nErrors-to: ask-owner@library.example\r\nList-Post: <mailto:ask@library.example>\r\nContent-Type: text/plain; charset=utf-8\r\n',
      ),
      '\r\n',
      question,
    ),
    personal,
  ],
  [
    'a mail of a list that is not the library’s',
    mail(
      head(
        'List-Id: Atlases <atlas-l.lists.example>\r\nPrecedence: list\r\nList-Post: <mailto:atlas-l@lists.example>\r\nList-Unsubscribe: <https://lists.example/u>\r\nContent-Type: text/plain; charset=utf-8\r\n',
      ),
      '\r\n',
      question,
    ),
    { kind: 'list' },
  ],
  [
    'a person’s question about bounces',
    mail(
      head('Content-Type: text/plain; charset=utf-8\r\n', 'Mail returned: what does 550 mean?'),
      '\r\nI got “550 5.1.1 user unknown” from your list.\r\nWhat does it mean?\r\n',
    ),
    personal,
  ],
];

/** Odd encodings. */
const odd: readonly (readonly [string, Buffer, Expected])[] = [
  [
    'a mail in UTF-16 with its mark',
    mail(
      head('Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n'),
      '\r\n',
      coded('Führen Sie den Atlas?', 'utf-16').toString('base64'),
    ),
    { ...personal, wholeText: 'Führen Sie den Atlas?' },
  ],
  [
    'a mail in UTF-7',
    mail(head('Content-Type: text/plain; charset=utf-7\r\n'), '\r\nF+APw-hren Sie den Atlas?'),
    { ...personal, wholeText: 'Führen Sie den Atlas?' },
  ],
  [
    'a mail in MacRoman',
    mail(
      head('Content-Type: text/plain; charset=macintosh\r\nContent-Transfer-Encoding: quoted-printable\r\n'),
      '\r\nF=9Fhren Sie den Atlas?',
    ),
    { ...personal, wholeText: 'Führen Sie den Atlas?' },
  ],
  [
    'a mail in Big5, said to be so in quotes',
    mail(head('Content-Type: text/plain; charset="Big5"\r\n'), '\r\n', coded('請問有這本地圖嗎？', 'big5')),
    { ...personal, wholeText: '請問有這本地圖嗎？' },
  ],
  [
    'a mail in Shift JIS by one of its other names',
    mail(
      head('Content-Type: text/plain; charset=x-sjis\r\n'),
      '\r\n',
      coded('この地図はありますか。', 'shift_jis'),
    ),
    { ...personal, wholeText: 'この地図はありますか。' },
  ],
  [
    'a mail in EUC-KR, called ks_c_5601-1987',
    mail(
      head('Content-Type: text/plain; charset=ks_c_5601-1987\r\n'),
      '\r\n',
      coded('지도가 있습니까?', 'euc-kr'),
    ),
    { ...personal, wholeText: '지도가 있습니까?' },
  ],
  [
    'a mail in GB18030',
    mail(head('Content-Type: text/plain; charset=gb18030\r\n'), '\r\n', coded('有这本地图吗？', 'gb18030')),
    { ...personal, wholeText: '有这本地图吗？' },
  ],
  [
    'a mail in windows-1256',
    mail(
      head('Content-Type: text/plain; charset=windows-1256\r\n'),
      '\r\n',
      coded('هل لديكم الأطلس؟', 'windows-1256'),
    ),
    { ...personal, wholeText: 'هل لديكم الأطلس؟' },
  ],
  [
    'a mail in UTF-8 that says nothing of it',
    mail(head(), '\r\nFühren Sie den Atlas?'),
    { ...personal, wholeText: 'Führen Sie den Atlas?' },
  ],
  [
    'a mail in Latin-1 that says it is ASCII',
    mail(
      head('Content-Type: text/plain; charset=us-ascii\r\n'),
      '\r\n',
      coded('Führen Sie den Atlas?', 'latin1'),
    ),
    { ...personal, wholeText: 'Führen Sie den Atlas?' },
  ],
  [
    'a subject broken in the middle of a letter over three words',
    mail(
      head(
        'Content-Type: text/plain\r\n',
        '=?UTF-8?B?5Zyw5Zu+5Zyo5ZOq6YeM77w=?=\r\n =?UTF-8?B?n+iwouiwog==?=',
      ),
      '\r\nx',
    ),
    { subject: '地图在哪里？谢谢' },
  ],
  [
    'a subject with a language in its encoded word',
    mail(head('Content-Type: text/plain\r\n', '=?utf-8*de?Q?Karten_f=C3=BCr_Kinder?='), '\r\nx'),
    { subject: 'Karten für Kinder' },
  ],
  [
    'a body of uuencoded lines in a mail without MIME',
    mail(
      'From: pat@example.org\r\nTo: ask@library.example\r\nSubject: Atlas\r\n\r\nDo you hold it?\r\n\r\nbegin 644 a.txt\r\n%:&5L;&\\*\r\n`\r\nend\r\n',
    ),
    { ...personal, wholeText: /Do you hold it\?/ },
  ],
  [
    'an attachment whose name goes on over three parameters',
    multi(
      'multipart/mixed',
      plain(question),
      'Content-Type: application/pdf\r\nContent-Disposition: attachment;\r\n filename*0*=utf-8\'\'B%C3%BC;\r\n filename*1*=cher%20;\r\n filename*2="list.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK',
    ),
    { ...personal, wholeText: question, attachments: /^Bücher list\.pdf$/ },
  ],
  [
    'HTML alone of Outlook in Portuguese',
    mail(
      head(
        html(
          '<html><body lang="PT"><div class="WordSection1"><p class="MsoNormal">Obrigado, é só isso.</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>De:</b> Cedar &lt;ask@cedar.example&gt;<br><b>Enviada:</b> 2 de março de 2026 10:15<br><b>Para:</b> Pat<br><b>Assunto:</b> Re: Atlas</p></div></div><p class="MsoNormal">Isso basta?</p></div></body></html>',
        ),
      ),
    ),
    mine('Obrigado, é só isso.'),
  ],
  [
    'HTML alone of Outlook on the web in Japanese',
    mail(
      head(
        html(
          '<html><body><div>これで十分です。</div><hr tabindex="-1" style="display:inline-block; width:98%"><div id="divRplyFwdMsg" dir="ltr"><b>差出人:</b> Cedar &lt;ask@cedar.example&gt;<br><b>送信日時:</b> 2026年3月2日 10:15<br><b>宛先:</b> Pat<br><b>件名:</b> Re: 地図</div><div>よろしいですか。</div></body></html>',
        ),
      ),
    ),
    mine('これで十分です。'),
  ],
];

/** A report by the standard from one server. */
const report = (
  from: string,
  subject: string,
  text: string,
  status: string,
  diagnostic: string,
  action = 'failed',
) =>
  mail(
    `Return-Path: <>\r\nFrom: ${from}\r\nTo: carrel+b-x@carrel.example\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n`,
    `--b\r\n${plain(text)}\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns;mx.example.org\r\n\r\nFinal-Recipient: rfc822;pat@example.org\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp;${diagnostic}\r\n\r\n--b--\r\n`,
  );
const exchange = 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@library.example>';
const google = 'Mail Delivery Subsystem <mailer-daemon@googlemail.example>';

const inOwnWords: readonly (readonly [string, string, string, Expected])[] = [
  [
    'Romanian',
    'Mesaj nelivrat',
    'Mesajul către pat@example.org nu a putut fi livrat.\nAdresa destinatarului nu există.\n',
    hard,
  ],
  [
    'Croatian',
    'Poruka nije isporučena',
    'Poruka za pat@example.org nije isporučena.\nKorisnik ne postoji.\n',
    hard,
  ],
  [
    'Slovenian',
    'Sporočilo ni bilo dostavljeno',
    'Sporočila za pat@example.org ni bilo mogoče dostaviti.\nUporabnik ne obstaja.\n',
    hard,
  ],
  [
    'Catalan',
    'Missatge no lliurat',
    'No s’ha pogut lliurar el missatge a pat@example.org.\nL’adreça no existeix.\n',
    hard,
  ],
  [
    'Slovak',
    'Nedoručená správa',
    'Správu pre pat@example.org nie je možné doručiť.\nPoužívateľ neexistuje.\n',
    hard,
  ],
  [
    'Bulgarian',
    'Недоставено писмо',
    'Писмото до pat@example.org не може да бъде доставено.\nПотребителят не съществува.\n',
    hard,
  ],
  [
    'Vietnamese',
    'Thư không gửi được',
    'Không thể gửi thư tới pat@example.org.\nHộp thư không tồn tại.\n',
    hard,
  ],
  [
    'Indonesian',
    'Pesan tidak terkirim',
    'Pesan ke pat@example.org tidak dapat dikirim.\nPengguna tidak ditemukan.\n',
    hard,
  ],
  ['Arabic', 'تعذر تسليم الرسالة', 'تعذر تسليم الرسالة إلى pat@example.org\nالمستخدم غير موجود\n', hard],
  ['Hebrew', 'ההודעה לא נמסרה', 'לא ניתן למסור את ההודעה אל pat@example.org\nהכתובת לא קיימת\n', hard],
  ['Persian', 'پیام تحویل نشد', 'پیام به pat@example.org تحویل نشد\nگیرنده وجود ندارد\n', hard],
  [
    'Vietnamese, full',
    'Thư không gửi được',
    'Không thể gửi thư tới pat@example.org.\nHộp thư của người nhận đã đầy.\n',
    { ...soft, why: 'mailbox-full' },
  ],
  [
    'Romanian, full',
    'Mesaj nelivrat',
    'Mesajul către pat@example.org nu a putut fi livrat.\nCăsuța destinatarului este plină.\n',
    { ...soft, why: 'mailbox-full' },
  ],
  [
    'Hebrew, full',
    'ההודעה לא נמסרה',
    'לא ניתן למסור את ההודעה אל pat@example.org\nתיבת הדואר של הנמען מלאה\n',
    { ...soft, why: 'mailbox-full' },
  ],
];

const bounces: readonly (readonly [string, Buffer, Expected])[] = [
  [
    'Exchange in Spanish',
    report(
      exchange,
      'No se puede entregar: Atlas',
      'Error de entrega a los siguientes destinatarios o grupos:\n\npat@example.org\nNo se encontró la dirección de correo electrónico que especificó.',
      '5.1.1',
      '550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found',
    ),
    hard,
  ],
  [
    'Exchange: disabled by its administrator for now',
    report(
      exchange,
      'Undeliverable: Atlas',
      'The mailbox is disabled.',
      '5.2.1',
      '550 5.2.1 STOREDRV.Deliver: mailbox is over its send limit, disabled for now; try again later',
    ),
    soft,
  ],
  [
    'Exchange: a rule of its organisation',
    report(
      exchange,
      'Undeliverable: Atlas',
      'A custom mail flow rule created by an admin at example.org has blocked your message.',
      '5.7.1',
      '550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy',
    ),
    soft,
  ],
  [
    'Exchange: no directory answers',
    report(
      exchange,
      'Undeliverable: Atlas',
      'Your message couldn’t be delivered.',
      '5.4.1',
      '550 5.4.1 Recipient address rejected: Access denied. [DB5EUR03FT014.eop-EUR03.prod.protection.outlook.example]',
    ),
    hard,
  ],
  [
    'Exchange: too many hops within',
    report(
      exchange,
      'Undeliverable: Atlas',
      'A loop.',
      '5.4.14',
      '554 5.4.14 Hop count exceeded - possible mail loop ATTR34',
    ),
    soft,
  ],
  [
    'Postfix: a local mailbox is too large',
    report(
      daemon,
      'Undelivered Mail Returned to Sender',
      'I’m sorry to have to inform you',
      '5.2.2',
      'cannot update mailbox /var/mail/pat for user pat. error writing message: File too large',
    ),
    soft,
  ],
  [
    'Postfix: unknown in its table',
    report(
      daemon,
      'Undelivered Mail Returned to Sender',
      'I’m sorry to have to inform you',
      '5.1.1',
      '550 5.1.1 <pat@example.org>: Recipient address rejected: User unknown in virtual mailbox table',
    ),
    hard,
  ],
  [
    'Postfix: lost connection for days',
    report(
      daemon,
      'Undelivered Mail Returned to Sender',
      'x',
      '4.4.2',
      'lost connection with mx.example.org[192.0.2.1] while performing the EHLO handshake',
    ),
    soft,
  ],
  [
    'Postfix: our sender address does not resolve',
    report(
      daemon,
      'Undelivered Mail Returned to Sender',
      'x',
      '5.1.8',
      '450 4.1.8 <carrel+b-1@carrel.example>: Sender address rejected: Domain not found',
    ),
    soft,
  ],
  [
    'Exim in words: over quota',
    said(
      daemon,
      'Mail delivery failed: returning message to sender',
      'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  pat@example.org\n    host mx.example.org [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<pat@example.org>:\n    552 5.2.2 User quota exceeded\n',
    ),
    soft,
  ],
  [
    'Exim in words: blocked by a list',
    said(
      daemon,
      'Mail delivery failed: returning message to sender',
      'The following address(es) failed:\n\n  pat@example.org\n    host mx.example.org [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<pat@example.org>:\n    550 JunkMail rejected - carrel.example [192.0.2.9] is in an RBL: See http://rbl.example/\n',
    ),
    soft,
  ],
  [
    'Exim in words: callout',
    said(
      daemon,
      'Mail delivery failed: returning message to sender',
      'The following address(es) failed:\n\n  pat@example.org\n    host mx.example.org [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<pat@example.org>:\n    550-Verification failed for <carrel+b-1@carrel.example>\n    550-Unrouteable address\n    550 Sender verify failed\n',
    ),
    soft,
  ],
  [
    'qmail: a mailbox that vpopmail closed',
    said(
      'MAILER-DAEMON@example.org',
      'failure notice',
      "Hi. This is the qmail-send program at example.org.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<pat@example.org>:\nThis address no longer accepts mail.\n\n--- Below this line is a copy of the message.\n",
    ),
    hard,
  ],
  [
    'qmail: greylisted until the end',
    said(
      'MAILER-DAEMON@example.org',
      'failure notice',
      "Hi. This is the qmail-send program at example.org.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<pat@example.org>:\n192.0.2.1 does not like recipient.\nRemote host said: 451 4.7.1 Greylisting in action, please come back later\nGiving up on 192.0.2.1.\nI'm not going to try again; this message has been in the queue too long.\n",
    ),
    soft,
  ],
  [
    'Google in German: not found',
    report(
      google,
      'Delivery Status Notification (Failure)',
      '** Adresse nicht gefunden **\n\nIhre Nachricht wurde nicht an pat@example.org zugestellt, weil die Adresse nicht gefunden wurde oder keine E-Mails empfangen kann.',
      '5.1.1',
      "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos",
    ),
    hard,
  ],
  [
    'Google: a group that outsiders may not post to',
    report(
      google,
      'Delivery Status Notification (Failure)',
      '** Message not delivered **\n\nYou do not have permission to send to this group.',
      '5.7.1',
      "550-5.7.1 We're writing to let you know that the group you tried to contact (pat) may not exist, or you may not have permission to post messages to the group.",
    ),
    soft,
  ],
  [
    'Google: rate of the recipient',
    report(
      google,
      'Delivery Status Notification (Failure)',
      'The recipient is receiving mail too quickly.',
      '4.2.1',
      '450-4.2.1 The user you are trying to contact is receiving mail at a rate that 450-4.2.1 prevents additional messages from being delivered.',
    ),
    soft,
  ],
  [
    'Google: a delay in Spanish',
    report(
      google,
      'Delivery Status Notification (Delay)',
      '** Entrega incompleta **\n\nSe ha producido un problema temporal al entregar tu mensaje a pat@example.org. Gmail lo volverá a intentar durante 47 horas más.',
      '4.4.1',
      'The recipient server did not accept our requests to connect.',
      'delayed',
    ),
    { ...soft, action: 'delayed' },
  ],
  [
    'Yahoo: the user has no account',
    said(
      'MAILER-DAEMON@yahoo.example',
      'Failure Notice',
      "Sorry, we were unable to deliver your message to the following address.\n\n<pat@yahoo.example>:\n554: delivery error: dd This user doesn't have a yahoo.example account (pat@yahoo.example) [0] - mta1.mail.yahoo.example\n",
    ),
    hard,
  ],
  [
    'Yahoo: temporarily put off until the end',
    said(
      'MAILER-DAEMON@yahoo.example',
      'Failure Notice',
      'Sorry, we were unable to deliver your message to the following address.\n\n<pat@yahoo.example>:\nUnable to deliver message after multiple retries, giving up. 421 4.7.0 [TSS04] Messages from 192.0.2.9 temporarily deferred\n',
    ),
    soft,
  ],
  [
    'a provider in Romanian',
    said(
      daemon,
      'Mesaj nelivrat',
      'Mesajul dvs. către pat@example.org nu a putut fi livrat:\n550 utilizator necunoscut\n',
    ),
    hard,
  ],
  [
    'a provider in Croatian, mailbox full',
    said(
      daemon,
      'Poruka nije isporučena',
      'Vaša poruka za pat@example.org nije isporučena:\n552 poštanski sandučić je pun\n',
    ),
    soft,
  ],
  [
    'a provider in Norwegian',
    said(
      daemon,
      'Meldingen kunne ikke leveres',
      'Meldingen til pat@example.org kunne ikke leveres:\n550 ukjent mottaker\n',
    ),
    hard,
  ],
  [
    'a provider in Vietnamese',
    said(
      daemon,
      'Thư không gửi được',
      'Không thể gửi thư tới pat@example.org:\n550 người dùng không tồn tại\n',
    ),
    hard,
  ],
  [
    'a provider in Catalan, mailbox full',
    said(
      daemon,
      'No s’ha pogut lliurar el missatge',
      'No s’ha pogut lliurar el missatge a pat@example.org:\n552 la bústia és plena\n',
    ),
    soft,
  ],
  ...inOwnWords.map(
    ([language, subject, text, expected]) =>
      [`a provider in ${language}, without a number`, said(daemon, subject, text), expected] as const,
  ),
];

const automatic: readonly (readonly [string, Buffer, Expected])[] = (
  [
    [
      'Outlook in Portuguese',
      'X-Auto-Response-Suppress: All\r\nauto-submitted: auto-generated',
      'Resposta automática: Atlas',
      'Estou ausente até 9 de março.',
    ],
    [
      'Outlook in Japanese',
      'X-Auto-Response-Suppress: All\r\nAuto-Submitted: auto-generated',
      '自動応答: Atlas',
      '休暇中です。',
    ],
    [
      'a ticket system',
      'Auto-Submitted: auto-replied\r\nPrecedence: bulk',
      '[Ticket #12] Atlas',
      'We got it.',
    ],
    ['Zimbra', 'Auto-Submitted: auto-replied (zimbra; vacation)\r\nPrecedence: bulk', 'Re: Atlas', 'Away.'],
    [
      'a challenge before delivery',
      'Auto-Submitted: auto-replied',
      'Please confirm your message',
      'Confirm.',
    ],
    [
      'no header, in Slovak',
      'In-Reply-To: <2@carrel.example>',
      'Automatická odpoveď: Atlas',
      'Som mimo kancelárie do 9. marca.',
    ],
    [
      'no header, in Croatian',
      'In-Reply-To: <2@carrel.example>',
      'Automatski odgovor: Atlas',
      'Automatski odgovor: nisam u uredu do 9. ožujka.',
    ],
    [
      'no header, in Catalan',
      'In-Reply-To: <2@carrel.example>',
      'Resposta automàtica: Atlas',
      'Soc fora del despatx fins al 9 de març.',
    ],
  ] as const
).map(([who, headers, subject, text]) => [
  `an automatic answer of ${who}`,
  mail(head(`Content-Type: text/plain; charset=utf-8\r\n${headers}\r\n`, subject), '\r\n', text),
  { kind: 'automatic' },
]);

/** Forms of reports and answers by themselves that are rarer. */
const forms: readonly (readonly [string, Buffer, Expected])[] = [
  [
    'a report of a server that writes UTF-8 (RFC 6533)',
    mail(
      'Return-Path: <>\r\nFrom: MAILER-DAEMON@example.org\r\nTo: carrel+b-x@carrel.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=global-delivery-status; boundary=b\r\n\r\n',
      '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nx\r\n--b\r\nContent-Type: message/global-delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: utf-8; Jörg@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n--b--\r\n',
    ),
    hard,
  ],
  [
    'a report whose status part is in base64',
    mail(
      'Return-Path: <>\r\nFrom: MAILER-DAEMON@example.org\r\nTo: carrel+b-x@carrel.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n\r\n',
      Buffer.from(
        'Reporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; pat@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n',
      ).toString('base64'),
      '\r\n--b--\r\n',
    ),
    hard,
  ],
  [
    'a report in HTML alone, of Exchange',
    mail(
      'Return-Path: <>\r\nFrom: postmaster@example.org\r\nTo: carrel+b-x@carrel.example\r\nSubject: Undeliverable: Atlas\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n',
      '<html><body><p><b>Delivery has failed to these recipients or groups:</b></p><p><a href="mailto:pat@example.org">pat@example.org</a><br>The e-mail address you entered couldn\'t be found. Please check the recipient\'s e-mail address and try to resend the message.</p><p><b>Diagnostic information for administrators:</b></p><p>Generating server: mx.example.org</p><p>pat@example.org<br>#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##</p></body></html>',
    ),
    hard,
  ],
  [
    'a report in words with X-Failed-Recipients',
    mail(
      'From: Mail Delivery System <Mailer-Daemon@mx.example.org>\r\nTo: carrel+b-x@carrel.example\r\nX-Failed-Recipients: pat@example.org\r\nAuto-Submitted: auto-replied\r\nSubject: Mail delivery failed: returning message to sender\r\n\r\n',
      'This message was created automatically by mail delivery software.\r\n\r\n  pat@example.org\r\n    Unrouteable address\r\n',
    ),
    hard,
  ],
  [
    'a report of one address that failed and one that took it',
    mail(
      'Return-Path: <>\r\nFrom: MAILER-DAEMON@example.org\r\nTo: carrel+b-x@carrel.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n',
      '--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; old@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\nFinal-Recipient: rfc822; pat@example.org\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n--b--\r\n',
    ),
    soft,
  ],
  [
    'a report that a mail did arrive',
    report(daemon, 'Delivered: Atlas', 'Your message was delivered.', '2.0.0', '250 ok', 'delivered'),
    { kind: 'automatic' },
  ],
  [
    'a receipt that somebody read it',
    mail(
      head(
        'Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n',
        'Read: Atlas',
      ),
      '--b\r\nContent-Type: text/plain\r\n\r\nYour message was read.\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822;pat@example.org\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--b--\r\n',
    ),
    { kind: 'automatic' },
  ],
  [
    'a complaint by a feedback loop',
    mail(
      'From: feedback@provider.example\r\nTo: carrel+b-x@carrel.example\r\nSubject: Abuse report\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n',
      '--b\r\nContent-Type: text/plain\r\n\r\nThis is an email abuse report.\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n\r\n--b--\r\n',
    ),
    { kind: 'automatic' },
  ],
  [
    'a person who is away next week and asks',
    reply('I am out of the office next week, can you send it before Friday?\n', 'Out of office next week'),
    { ...personal, text: /before Friday/ },
  ],
  [
    'a contact form that writes from no-reply and names its visitor',
    mail(
      'From: "Contact form" <no-reply@library.example>\r\nReply-To: Pat <pat@example.org>\r\nTo: ask@library.example\r\nSubject: Atlas\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n',
      question,
    ),
    personal,
  ],
  [
    'a mail led on as an attachment',
    multi(
      'multipart/mixed',
      plain('Can you answer this one?'),
      `Content-Type: message/rfc822\r\n\r\nFrom: Jan <jan@example.org>\r\nTo: pat@example.org\r\nSubject: Map\r\nContent-Type: text/plain\r\n\r\nWhere is the map?\r\n`,
    ),
    { ...personal, wholeText: /Can you answer this one\?/ },
  ],
  [
    'a mail that is signed by S/MIME in clear',
    mail(
      head(
        'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary=s\r\n\r\n',
      ),
      `--s\r\n${plain(question)}\r\n--s\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n--s--\r\n`,
    ),
    { ...personal, wholeText: question },
  ],
  [
    'a mail with a calendar beside its text',
    multi(
      'multipart/alternative',
      plain(question),
      html(`<p>${question}</p>`),
      'Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR',
    ),
    { ...personal, wholeText: question },
  ],
  [
    'a mail whose lines end in CR alone',
    mail('From: pat@example.org\rTo: ask@library.example\rSubject: Atlas\r\rDo you hold it?\r'),
    { ...personal, subject: 'Atlas', wholeText: 'Do you hold it?' },
  ],
  [
    'a mail with a boundary that is never closed',
    mail(head('Content-Type: multipart/mixed; boundary="b"\r\n\r\n'), `--b\r\n${plain(question)}\r\n`),
    { ...personal, wholeText: question },
  ],
  [
    'a mail whose quoted-printable is broken',
    mail(
      head('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n'),
      '\r\n100=% of the =C3=9Cbersicht =\r\nof =ZZ maps',
    ),
    { ...personal, wholeText: '100=% of the Übersicht of =ZZ maps' },
  ],
  [
    'a mail whose base64 has a footer in plain text below',
    mail(
      head('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n'),
      `\r\n${Buffer.from(question).toString('base64')}\r\n`,
    ),
    { ...personal, wholeText: question },
  ],
  [
    'HTML that hides a preview line',
    mail(
      head(
        html(
          `<div style="display:none;max-height:0">Preview text</div><p>${question}</p><style>p{}</style><script>x()</script>`,
        ),
      ),
    ),
    { ...personal, wholeText: new RegExp(question.replace('?', '\\?')) },
  ],
];

/** [what it is, the mail, what the corpus tool says of it]. */
export const mails = (): readonly (readonly [string, Buffer, Expected])[] => [
  ...replies,
  ...kept,
  ...odd,
  ...bounces,
  ...automatic,
  ...forms,
];
