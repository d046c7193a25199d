import {
  coded,
  asked,
  daemon,
  hard,
  head,
  inLines,
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

/** What mail programs and servers write, in languages and forms that the samples beside this file do not have. */

/** Outlook's lines over what it quotes without marks: [from, sent, to, subject, the time as it writes it]. */
const outlook: Readonly<Record<string, readonly [string, string, string, string, string]>> = {
  German: ['Von', 'Gesendet', 'An', 'Betreff', 'Montag, 2. März 2026 10:15'],
  French: ['De ', 'Envoyé ', 'À ', 'Objet ', 'lundi 2 mars 2026 10:15'],
  Spanish: ['De', 'Enviado el', 'Para', 'Asunto', 'lunes, 2 de marzo de 2026 10:15'],
  Dutch: ['Van', 'Verzonden', 'Aan', 'Onderwerp', 'maandag 2 maart 2026 10:15'],
  Italian: ['Da', 'Inviato', 'A', 'Oggetto', 'lunedì 2 marzo 2026 10:15'],
  'Portuguese (Portugal)': ['De', 'Enviada', 'Para', 'Assunto', 'segunda-feira, 2 de março de 2026 10:15'],
  'Portuguese (Brazil)': ['De', 'Enviada em', 'Para', 'Assunto', 'segunda-feira, 2 de março de 2026 10:15'],
  Polish: ['Od', 'Wysłane', 'Do', 'Temat', 'poniedziałek, 2 marca 2026 10:15'],
  Turkish: ['Kimden', 'Gönderildi', 'Kime', 'Konu', '2 Mart 2026 Pazartesi 10:15'],
  Japanese: ['差出人', '送信日時', '宛先', '件名', '2026年3月2日 10:15'],
  'Chinese (simplified)': ['发件人', '发送时间', '收件人', '主题', '2026年3月2日 10:15'],
  'Chinese (traditional)': ['寄件者', '寄件日期', '收件者', '主旨', '2026年3月2日 上午 10:15'],
  Korean: ['보낸 사람', '보낸 날짜', '받는 사람', '제목', '2026년 3월 2일 월요일 오전 10:15'],
  Swedish: ['Från', 'Skickat', 'Till', 'Ämne', 'den 2 mars 2026 10:15'],
  Danish: ['Fra', 'Sendt', 'Til', 'Emne', '2. marts 2026 10:15'],
  Finnish: ['Lähettäjä', 'Lähetetty', 'Vastaanottaja', 'Aihe', 'maanantai 2. maaliskuuta 2026 10.15'],
  Czech: ['Od', 'Odesláno', 'Komu', 'Předmět', 'pondělí 2. března 2026 10:15'],
  Slovak: ['Od', 'Odoslané', 'Komu', 'Predmet', 'pondelok 2. marca 2026 10:15'],
  Hungarian: ['Feladó', 'Elküldve', 'Címzett', 'Tárgy', '2026. március 2., hétfő 10:15'],
  Romanian: ['De la', 'Trimis', 'Către', 'Subiect', 'luni, 2 martie 2026 10:15'],
  Croatian: ['Od', 'Poslano', 'Prima', 'Predmet', '2. ožujka 2026. 10:15'],
  Slovenian: ['Od', 'Poslano', 'Za', 'Zadeva', 'ponedeljek, 2. marec 2026 10:15'],
  Bulgarian: ['От', 'Изпратено', 'До', 'Относно', 'понеделник, 2 март 2026 г. 10:15'],
  Russian: ['От', 'Отправлено', 'Кому', 'Тема', '2 марта 2026 г. 10:15'],
  Ukrainian: ['Від', 'Надіслано', 'Кому', 'Тема', '2 березня 2026 р. 10:15'],
  Greek: ['Από', 'Αποστολή', 'Προς', 'Θέμα', 'Δευτέρα, 2 Μαρτίου 2026 10:15 πμ'],
  Hebrew: ['מאת', 'נשלח', 'אל', 'נושא', 'יום שני 02 מרץ 2026 10:15'],
  Arabic: ['من', 'تم الإرسال', 'إلى', 'الموضوع', '02/مارس/2026 10:15 ص'],
  Catalan: ['De', 'Enviat', 'Per a', 'Tema', 'dilluns, 2 de març de 2026 10:15'],
  Vietnamese: ['Từ', 'Đã gửi', 'Tới', 'Chủ đề', '02 Tháng Ba 2026 10:15'],
  Indonesian: ['Dari', 'Dikirim', 'Kepada', 'Perihal', '02 Maret 2026 10:15'],
  Thai: ['จาก', 'ส่ง', 'ถึง', 'เรื่อง', '2 มีนาคม 2569 10:15'],
  Lithuanian: ['Nuo', 'Išsiųsta', 'Kam', 'Tema', '2026 m. kovo 2 d. 10:15'],
  Latvian: ['No', 'Nosūtīts', 'Kam', 'Tēma', 'pirmdiena, 2026. gada 2. marts 10:15'],
  Estonian: ['Saatja', 'Saadetud', 'Adressaat', 'Teema', 'esmaspäev, 2. märts 2026 10:15'],
};
/** Lines that introduce quoted lines which have marks. */
const introduced: Readonly<Record<string, string>> = {
  'Gmail in Portuguese (Portugal)':
    'Cedar Library <ask@cedar.example> escreveu (segunda, 2/03/2026 à(s) 10:15):',
  'Gmail in Chinese (traditional)': 'Cedar Library <ask@cedar.example> 於 2026年3月2日 週一 上午10:15寫道：',
  'Gmail in Vietnamese': `Vào Th 2, 2 thg 3, 2026 vào lúc 10:15 ${lib} đã viết:`,
  'Gmail in Indonesian': `Pada tanggal Sen, 2 Mar 2026 pukul 10.15 ${lib} menulis:`,
  'Gmail in Thai': `ในวันที่ จ. 2 มี.ค. 2026 เวลา 10:15 ${lib} เขียนว่า:`,
  'Gmail in Arabic': `في الاثنين، 2 مارس 2026 في 10:15 ص تمت كتابة ما يلي بواسطة ${lib}:`,
  'Gmail in Catalan': `Missatge de ${lib} del dia dl., 2 de març 2026 a les 10:15:`,
  'Gmail in Croatian': `pon, 2. ožu 2026. u 10:15 ${lib} napisao je:`,
  'Gmail in Slovenian': `V V pon., 2. mar. 2026 ob 10:15 je oseba ${lib} napisala:`,
  'Gmail in Slovak': `po 2. 3. 2026 o 10:15 ${lib} napísal(a):`,
  'Gmail in Bulgarian': `На пн, 2.03.2026 г. в 10:15 ${lib} написа:`,
  'Gmail in Serbian': `пон, 2. мар 2026. у 10:15 ${lib} је написао/ла:`,
  'Gmail in Lithuanian': `2026-03-02, pr, 10:15 ${lib} rašė:`,
  'Gmail in Latvian': `Pirmd., 2026. g. 2. marts, plkst. 10:15 — lietotājs Cedar Library (<ask@cedar.example>) rakstīja:`,
  'Gmail in Estonian': `Kuupäev E, 2. märts 2026 kell 10:15 kirjutas ${lib}:`,
  'Gmail in Galician': `O luns, 2 de marzo de 2026 ás 10:15, ${lib} escribiu:`,
  'Gmail in Hindi': `सोम, 2 मार्च 2026 को 10:15 पूर्वाह्न बजे को ${lib} ने लिखा:`,
  'Thunderbird in Polish': 'W dniu 2.03.2026 o 10:15, Cedar Library pisze:',
  'Thunderbird in Turkish': '2.03.2026 10:15 tarihinde Cedar Library yazdı:',
  'Thunderbird in Hungarian': '2026. 03. 02. 10:15 keltezéssel, Cedar Library írta:',
  'Thunderbird in Portuguese': 'Em 02/03/2026 10:15, Cedar Library escreveu:',
  'Thunderbird in Korean': '26. 3. 2. 10:15에 Cedar Library 이(가) 쓴 글:',
  'Thunderbird in Chinese': '在 2026/3/2 10:15, Cedar Library 写道:',
  'Thunderbird in Greek': 'Στις 2/3/26 10:15, ο Cedar Library έγραψε:',
  'Apple Mail in Japanese': '2026/03/02 10:15、Cedar Library <ask@cedar.example>のメール:',
  'Apple Mail in Chinese': '2026年3月2日 10:15，Cedar Library <ask@cedar.example> 写道：',
  'Apple Mail in Turkish': 'Cedar Library <ask@cedar.example> şunları yazdı (2 Mar 2026 10:15):',
  'Apple Mail in Polish':
    'Wiadomość napisana przez Cedar Library <ask@cedar.example> w dniu 02.03.2026, o godz. 10:15:',
  'Yahoo in German': `Am Montag, 2. März 2026 um 10:15:20 MEZ hat ${lib} Folgendes geschrieben:`,
  'Yahoo in French': `Le lundi 2 mars 2026 à 10:15:20 UTC+1, ${lib} a écrit :`,
  'Yahoo in Italian': `Il lunedì 2 marzo 2026 alle ore 10:15:20 CET, ${lib} ha scritto:`,
  'Yahoo in Spanish': `El lunes, 2 de marzo de 2026, 10:15:20 CET, ${lib} escribió:`,
  'Proton in English': `On Monday, March 2nd, 2026 at 10:15, ${lib} wrote:`,
  'Proton in German': `${lib} schrieb am Montag, 2. März 2026 um 10:15:`,
  'K-9 in German': `Am 2. März 2026 10:15:20 MEZ schrieb ${lib}:`,
  'K-9 in French': `Le 2 mars 2026 10:15:20 GMT+01:00, ${lib} a écrit :`,
  'Roundcube in German': 'Am 2026-03-02 10:15, schrieb Cedar Library:',
  'Roundcube in Turkish': '2026-03-02 10:15 tarihinde, Cedar Library yazdı:',
  'Roundcube in Italian': 'Il 2026-03-02 10:15 Cedar Library ha scritto:',
  'Roundcube in Czech': 'Dne 2026-03-02 10:15, Cedar Library napsal:',
};
/** Lines by which a device or program names itself, below what somebody wrote. */
const signed = [
  'Sent with Proton Mail secure email.',
  'Gesendet mit Proton Mail.',
  'Diese Nachricht wurde von meinem Android-Mobiltelefon mit K-9 Mail gesendet.',
  'Wysłane z iPhone’a',
  'iPhone’umdan gönderildi',
  'Trimis de pe iPhone-ul meu',
  'Απεστάλη από το iPhone μου',
  'Enviado do meu iPhone',
  'Odesláno z iPhonu',
  'Von Samsung-Tablet gesendet',
  'Envoyé à partir de Yahoo Mail pour iPhone',
  'Yahoo Mail: Search, Organize, Conquer',
  '从 Outlook for iOS 获取',
  'Outlook for Android を入手',
  'Verstuurd vanaf mijn iPad',
];
/** Last lines that people wrote themselves. */
const unsigned = [
  'Gesendet von der Front 1916, über das Telefonamt Wien',
  'Envoyé du front en 1916 par le téléphone de campagne',
  'Gesendet von meinem Großvater per Telefon 1916 aus Wien',
  'Sent by mail coach from Aspen in 1850, it says on the cover',
  'Enviado desde Cuba en 1898, pone en el sobre',
  'Verzonden vanuit Batavia in 1901 staat erop',
  'Wysłane z Krakowa w 1939 roku, z gazety',
];

/** [what it is, the text, the subject] of which only `own` is the sender's. */
export const replies: readonly (readonly [string, string])[] = [
  ...Object.entries(outlook).map(
    ([language, [from, sent, to, subject, at]]) =>
      [
        `Outlook in ${language}`,
        `${own}\n\n${from}: ${lib}\n${sent}: ${at}\n${to}: Pat Example <pat@example.org>\n${subject}: Re: Atlas\n\n${asked}\n\nCedar Library\n`,
      ] as const,
  ),
  ...Object.entries(introduced).map(([who, line]) => [who, `${own}\n\n${line}\n\n${quotedLines}`] as const),
  ...signed.map((line) => [`signed “${line}”`, `${own}\n\n${line}\n`] as const),
  [
    'a signature below the mark',
    `${own}\n\n-- \nPat Example\nAspen\n+1 555 0100\n\nOn 4/30/25 15:19, Cedar Library wrote:\n${quotedLines}`,
  ],
];
/** [what it is, text, words that may not be hidden]. */
export const ownWords: readonly (readonly [string, string, string])[] = [
  ...unsigned.map((line) => [`a last line “${line}”`, `Which stamp is this?\n\n${line}\n`, line] as const),
  [
    'a German journey',
    'Meine Reise:\n\nVon: Montag, 14:00\nAn: Dienstag, 16:00\nDatum: 3. Juni\n\nWelche Karten haben Sie?\n',
    'Welche Karten',
  ],
  [
    'a French journey',
    'Mon voyage :\n\nDe : Lyon\nÀ : Nice\nDate : 3 juin\n\nAvez-vous des cartes ?\n',
    'Avez-vous',
  ],
  ['a Polish journey', 'Podróż:\n\nOd: Kraków\nDo: Gdynia\nData: 3 czerwca\n\nCzy są mapy?\n', 'Czy są'],
  ['a Japanese form', 'お願い：\n\n差出人：山田\n宛先：図書館\n日付：3月\n\n地図はありますか。\n', '地図は'],
  [
    'a letter quoted in German',
    'Danke.\n\nAm 12. Mai 1911 um 10:15 schrieb der Gründer:\n\nDer Garten bleibt.\n\nWo liegt der Brief?\n',
    'Wo liegt',
  ],
  [
    'a letter quoted in French',
    'Merci.\n\nLe 12 mai 1911, le fondateur a écrit :\n\nLe jardin reste.\n\nOù est la lettre ?\n',
    'Où est',
  ],
  [
    'a letter quoted in Spanish',
    'Gracias.\n\nEn su carta del 3 de mayo de 1998 mi abuelo escribió:\n\nEl jardín queda.\n\n¿Dónde está?\n',
    'Dónde está',
  ],
  [
    'a letter quoted in Chinese',
    '谢谢。\n\n1998年5月3日祖父写道：\n\n花园还在。\n\n信在哪里？\n',
    '信在哪里',
  ],
  [
    'a chat pasted in',
    'This is what I got:\n\n10:15 Librarian: wait\n10:16 Me: yes\n\nWhat now?\n',
    'What now',
  ],
  [
    'a forwarded mail in Polish',
    `Co to jest?\n\n---------- Wiadomość przekazana dalej ---------\nOd: Jan <jan@example.org>\nData: pon., 2 mar 2026 o 10:15\nTemat: Mapa\nDo: Pat <pat@example.org>\n\nMapa jest w skrzyni 12.\n`,
    'skrzyni 12',
  ],
  [
    'a forwarded mail in Turkish',
    `Bu nedir?\n\n---------- Yönlendirilmiş ileti ---------\nGönderen: Can <can@example.org>\nTarih: 2 Mar 2026 Pzt 10:15\nKonu: Harita\nAlıcı: Pat <pat@example.org>\n\nHarita 12 numaralı kutuda.\n`,
    '12 numaralı',
  ],
  [
    'a forwarded mail in Chinese',
    `请看：\n\n---------- 已转发邮件 ---------\n发件人： Li <li@example.org>\n日期： 2026年3月2日周一 10:15\n主题： 地图\n收件人： Pat <pat@example.org>\n\n地图在12号箱。\n`,
    '12号箱',
  ],
  [
    'a forwarded mail in Russian',
    `Что это?\n\n---------- Пересланное письмо ----------\nОт: Иван <ivan@example.org>\nДата: пн, 2 мар. 2026 г. в 10:15\nТема: Карта\nКому: Pat <pat@example.org>\n\nКарта в коробке 12.\n`,
    'коробке 12',
  ],
  [
    'a forwarded mail in a language that is not known',
    `Kio estas tio?\n\n-------- Plusendita mesagxo --------\nFrom: Jan <jan@example.org>\nDate: Mon, 2 Mar 2026\nTo: Pat <pat@example.org>\nSubject: Map\n\nThe map is in box 12.\n`,
    'box 12',
  ],
  [
    'an answer below the quotation',
    `On 4/30/25 15:19, Cedar Library wrote:\n> Which year?\n\nIt was 1912.\n`,
    'It was 1912',
  ],
  [
    'answers between quoted lines',
    `Am 02.03.26 um 10:15 schrieb Cedar Library:\n> Jahr?\n1912\n> Stadt?\nAspen\n`,
    'Aspen',
  ],
  ['a list with dashes', 'I look for:\n\n-----\nMaps\n-----\nLetters\n\nThank you\n', 'Letters'],
  [
    'a question below two dashes',
    'Thanks.\n\n--\nP.S. Do you also hold the second volume?\n',
    'second volume',
  ],
];

const wrapped = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
/** [charset as the mail names it, how it is written in truth, text] */
const charsets: readonly (readonly [string, string, string])[] = [
  ['GB18030', 'gb18030', '请问图书馆有这本地图吗？𠮷'],
  ['gb_2312-80', 'gb2312', '请问图书馆有这本地图吗？'],
  ['x-gbk', 'gbk', '請問圖書館'],
  ['Big5-HKSCS', 'big5', '請問圖書館有這本地圖嗎？'],
  ['EUC-KR', 'euc-kr', '도서관에 지도가 있습니까?'],
  ['ks_c_5601-1987', 'euc-kr', '도서관에 지도가 있습니까?'],
  ['Shift_JIS', 'shift_jis', '図書館に地図はありますか。'],
  ['EUC-JP', 'euc-jp', '図書館に地図はありますか。'],
  ['cp932', 'cp932', '図書館①に地図はありますか。'],
  ['windows-1250', 'windows-1250', 'Czy jest książka „Łódź”?'],
  ['windows-1251', 'windows-1251', 'Есть ли у вас атлас?'],
  ['windows-1252', 'windows-1252', '“Quoted” – it’s €5…'],
  ['iso-8859-1', 'windows-1252', '“Quoted” – it’s €5…'],
  ['windows-1253', 'windows-1253', 'Έχετε τον άτλαντα;'],
  ['windows-1254', 'windows-1254', 'Şu atlas var mı? İğne'],
  ['iso-8859-9', 'windows-1254', 'Şu atlas var mı? İğne'],
  ['windows-1255', 'windows-1255', 'האם יש לכם אטלס?'],
  ['iso-8859-8-i', 'iso-8859-8', 'האם יש לכם אטלס?'],
  ['windows-1256', 'windows-1256', 'هل لديكم الأطلس؟'],
  ['windows-1257', 'windows-1257', 'Ar turite šį žemėlapį?'],
  ['windows-1258', 'windows-1258', 'Cho tôi xem'],
  ['KOI8-R', 'koi8-r', 'Есть ли у вас атлас?'],
  ['KOI8-U', 'koi8-u', 'Чи є у вас атлас? Її'],
  ['iso-8859-2', 'iso-8859-2', 'Máte tuto mapu? Žluťoučký'],
  ['iso-8859-5', 'iso-8859-5', 'Есть ли у вас атлас?'],
  ['iso-8859-7', 'iso-8859-7', 'Έχετε τον άτλαντα;'],
  ['iso-8859-15', 'iso-8859-15', 'Cœur à 5 €'],
  ['windows-874', 'windows-874', 'มีแผนที่ไหม'],
  ['TIS-620', 'tis-620', 'มีแผนที่ไหม'],
  ['macintosh', 'macintosh', 'Größe “fünf”'],
  ['cp850', 'cp850', 'Größe fünf'],
  ['cp866', 'cp866', 'Есть ли у вас атлас?'],
  ['utf-16', 'utf-16', 'Größe – 地図'],
  ['utf-16le', 'utf-16le', 'Größe – 地図'],
  ['utf-7', 'utf-7', 'Größe – 地図'],
  ['unicode-1-1-utf-7', 'utf-7', 'Größe – 地図'],
  ['utf8', 'utf8', 'Größe – 地図'],
  ['"UTF-8"', 'utf8', 'Größe – 地図'],
  ['unknown-8bit', 'windows-1252', 'Größe fünf'],
  ['ansi_x3.110-1983', 'utf8', 'Größe – 地図'],
];
/** 図書館 in ISO-2022-JP, which iconv-lite does not write. */
const jis = Buffer.from('1b24423f5e3d71345b1b2842', 'hex');

const own2: readonly (readonly [string, Buffer, Expected])[] = [
  ...charsets.map(
    ([named, written, text]) =>
      [
        `a text in ${named}`,
        mail(
          head(`Content-Type: text/plain; charset=${named}\r\nContent-Transfer-Encoding: base64\r\n\r\n`),
          wrapped(coded(text, written)),
        ),
        { ...personal, text },
      ] as const,
  ),
  [
    'a text in ISO-2022-JP',
    mail(
      head('Content-Type: text/plain; charset=ISO-2022-JP\r\nContent-Transfer-Encoding: 7bit\r\n\r\n'),
      jis,
    ),
    { ...personal, text: '図書館' },
  ],
  [
    'flowed text with DelSp',
    mail(
      head('Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n\r\n'),
      'Do you hold the coun \r\nty atlas of 19 \r\n12?\r\n',
    ),
    { ...personal, text: question },
  ],
  [
    'flowed text',
    mail(
      head('Content-Type: text/plain; format=flowed\r\n\r\n'),
      'Do you hold the \r\ncounty atlas \r\nof 1912?\r\n\r\n From here it is far.\r\n\r\n-- \r\nPat\r\n',
    ),
    { ...personal, text: /^Do you hold the county atlas of 1912\?\n\nFrom here it is far\.$/ },
  ],
  [
    'a flowed reply',
    mail(
      head('Content-Type: text/plain; format=flowed\r\n\r\n'),
      'Thank you, \r\nthat is all.\r\n\r\nOn 4/30/25 15:19, Cedar Library wrote:\r\n> Is this \r\n> enough?\r\n',
    ),
    { ...personal, text: own },
  ],
  [
    'S/MIME signed in the clear',
    multi(
      'multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256',
      plain(question),
      'Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=smime.p7s\r\n\r\nMIIB',
    ),
    { ...personal, text: question },
  ],
  [
    'PGP signed as MIME',
    multi(
      'multipart/signed; protocol="application/pgp-signature"; micalg=pgp-sha512',
      plain(question),
      'Content-Type: application/pgp-signature; name=signature.asc\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\nwsBz\r\n-----END PGP SIGNATURE-----',
    ),
    { ...personal, text: question },
  ],
  [
    'PGP signed in the text',
    mail(
      head('Content-Type: text/plain\r\n\r\n'),
      inLines(
        `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${question}\n- -- \nPat\n-----BEGIN PGP SIGNATURE-----\n\nwsBzBAEB\n-----END PGP SIGNATURE-----\n`,
      ),
    ),
    { ...personal, text: /county atlas of 1912/ },
  ],
  [
    'a list’s footer around a mail',
    multi(
      'multipart/mixed',
      plain(question),
      plain('_______\nask mailing list', '\r\nContent-Disposition: inline'),
    ),
    { ...personal, wholeText: /county atlas of 1912[\s\S]*mailing list/ },
  ],
  [
    'an answer to an invitation',
    multi(
      'multipart/alternative',
      plain(`Accepted: tour on Monday\n${question}`),
      'Content-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR',
    ),
    { ...personal, text: /Accepted: tour[\s\S]*county atlas/ },
  ],
  [
    'a mail with winmail.dat',
    multi(
      'multipart/mixed',
      plain(question),
      'Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+IgAA',
    ),
    { ...personal, text: question, attachments: /winmail\.dat/ },
  ],
  [
    'a mail within a mail',
    multi(
      'multipart/mixed',
      plain(`See below.\n${question}`),
      'Content-Type: message/rfc822\r\n\r\nFrom: a@example.org\r\nSubject: Old\r\n\r\nOld words',
    ),
    { ...personal, text: /county atlas/ },
  ],
  [
    'HTML alone',
    mail(
      head('Content-Type: text/html; charset=utf-8\r\n\r\n'),
      `<div>Do you hold the&nbsp;<b>county</b> atlas<br>of 1912?</div><style>p{}</style>`,
    ),
    { ...personal, text: /^Do you hold the county atlas\nof 1912\?$/ },
  ],
  [
    'HTML of Outlook in Polish',
    mail(
      head('Content-Type: text/html; charset=utf-8\r\n\r\n'),
      `<div class="WordSection1"><p class="MsoNormal">${own}<o:p></o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Cedar &lt;ask@cedar.example&gt;<br><b>Sent:</b> Monday, March 2, 2026<br><b>To:</b> Pat<br><b>Subject:</b> Re: Atlas</p></div><p>Is this enough?</p></div>`,
    ),
    { ...personal, text: own },
  ],
  [
    'HTML of Yahoo in French',
    mail(
      head('Content-Type: text/html; charset=utf-8\r\n\r\n'),
      `<div>${own}</div><div class="yahoo_quoted"><div>Le lundi 2 mars 2026 à 10:15:20 UTC+1, Cedar &lt;ask@cedar.example&gt; a écrit :</div><div>Is this enough?</div></div>`,
    ),
    { ...personal, text: own },
  ],
  [
    'HTML of Apple Mail',
    mail(
      head('Content-Type: text/html; charset=utf-8\r\n\r\n'),
      `<div>${own}<br><div><blockquote type="cite"><div>Am 02.03.2026 um 10:15 schrieb Cedar &lt;ask@cedar.example&gt;:</div><div>Is this enough?</div></blockquote></div></div>`,
    ),
    { ...personal, text: own },
  ],
  [
    'HTML of Proton',
    mail(
      head('Content-Type: text/html; charset=utf-8\r\n\r\n'),
      `<div>${own}</div><div class="protonmail_quote">On Monday, March 2nd, 2026 at 10:15, Cedar &lt;ask@cedar.example&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">Is this enough?</blockquote></div>`,
    ),
    { ...personal, text: own },
  ],
  [
    'HTML of Thunderbird in Japanese',
    mail(
      head('Content-Type: text/html; charset=utf-8\r\n\r\n'),
      `<p>${own}</p><div class="moz-cite-prefix">On 2026/03/02 10:15, Cedar wrote:<br></div><blockquote type="cite" cite="mid:1@x">Is this enough?</blockquote>`,
    ),
    { ...personal, text: own },
  ],
  // How mail is led on
  [
    'a mail that a Google group hands on',
    mail(
      head(
        'List-ID: <ask.library.example>\r\nMailing-list: list ask@library.example; contact ask+owners@library.example\r\nPrecedence: list\r\nX-Google-Group-Id: 1\r\nList-Unsubscribe: <mailto:x@library.example>\r\nList-Post: <https://groups.google.com/x>, <mailto:ask@library.example>\r\n\r\n',
      ),
      question,
    ),
    personal,
  ],
  [
    'a mail that Gmail leads on',
    mail(
      head(
        'X-Forwarded-To: ask@library.example\r\nX-Forwarded-For: old@library.example ask@library.example\r\nDelivered-To: old@library.example\r\n\r\n',
      ),
      question,
    ),
    personal,
  ],
  [
    'a mail that Sieve redirects',
    mail(
      head('X-Sieve-Redirected-From: old@library.example\r\nResent-From: old@library.example\r\n\r\n'),
      question,
    ),
    personal,
  ],
  [
    'a mail that an Exchange rule redirects',
    mail(
      head(
        'X-MS-Exchange-Inbox-Rules-Loop: ask@library.example\r\nX-MS-Exchange-Transport-CrossTenantHeadersStamped: x\r\nX-MS-Has-Attach: \r\n\r\n',
      ),
      question,
    ),
    personal,
  ],
  [
    'a mail to a list of Mailman that is the address',
    mail(
      head(
        'List-Id: Ask us <ask.library.example>\r\nPrecedence: list\r\nX-Mailman-Version: 2.1\r\nErrors-To: ask-bounces@library.example\r\nSender: Ask <ask-bounces@library.example>\r\n\r\n',
      ),
      question,
    ),
    personal,
  ],
  [
    'a mail of high priority',
    mail(
      head('X-Priority: 1\r\nImportance: high\r\nPrecedence: first-class\r\nAuto-Submitted: no\r\n\r\n'),
      question,
    ),
    personal,
  ],
  ...[
    'Réponse automatique : comment la désactiver ?',
    'Abwesenheitsnotiz in Outlook',
    'Respuesta automática',
    'Automatische antwoord',
    'Otomatik yanıt',
    '自動応答について',
    'Автоответ',
    'Delivery Status Notification (Failure)',
    'Undeliverable: my book',
    'Mail delivery failed',
    'Unzustellbar',
    'Vacation',
    'Assenza dall’ufficio',
  ].map(
    (subject) =>
      [
        `a person’s mail with the subject “${subject}”`,
        mail(
          head('Content-Type: text/plain; charset=utf-8\r\nIn-Reply-To: <2@carrel.example>\r\n', subject),
          '\r\n',
          question,
        ),
        personal,
      ] as const,
  ),
  // What answers by itself
  ...[
    [
      'Exchange in French',
      'Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All',
      'Réponse automatique : Atlas',
      'Je suis absent du bureau jusqu’au 9 mars.',
    ],
    [
      'Exchange in Spanish',
      'X-Auto-Response-Suppress: All\r\nauto-submitted: auto-replied',
      'Respuesta automática: Atlas',
      'Estoy fuera de la oficina.',
    ],
    [
      'Gmail in Italian',
      'Auto-Submitted: auto-replied\r\nPrecedence: bulk\r\nX-Autoreply: yes',
      'Fuori sede Re: Atlas',
      'Sono fuori sede.',
    ],
    ['Domino in Dutch', 'Auto-submitted: auto-generated', 'Afwezig: Atlas', 'Ik ben afwezig.'],
    ['cPanel', 'X-Autorespond: Re: Atlas\r\nPrecedence: auto_reply', 'Re: Atlas', 'I am away.'],
    ['Communigate in Polish', 'Auto-Submitted: auto-replied (vacation)', 'Nieobecność', 'Jestem nieobecny.'],
    [
      'no header, in Greek',
      'In-Reply-To: <2@carrel.example>',
      'Αυτόματη απάντηση: Atlas',
      'Είμαι εκτός γραφείου έως τις 9 Μαρτίου.',
    ],
    [
      'no header, in Hungarian',
      'In-Reply-To: <2@carrel.example>',
      'Automatikus válasz: Atlas',
      'Házon kívül vagyok március 9-ig.',
    ],
    [
      'no header, in Ukrainian',
      'In-Reply-To: <2@carrel.example>',
      'Автоматична відповідь: Atlas',
      'Я у відпустці до 9 березня.',
    ],
    [
      'no header, in Arabic',
      'In-Reply-To: <2@carrel.example>',
      'رد تلقائي: Atlas',
      'أنا في إجازة حتى ٩ مارس.',
    ],
    [
      'no header, in Hebrew',
      'In-Reply-To: <2@carrel.example>',
      'מענה אוטומטי: Atlas',
      'אני בחופשה עד 9 במרץ.',
    ],
    [
      'no header, in Norwegian',
      'In-Reply-To: <2@carrel.example>',
      'Autosvar: Atlas',
      'Jeg er ikke på kontoret før 9. mars.',
    ],
    [
      'no header, in Romanian',
      'In-Reply-To: <2@carrel.example>',
      'Răspuns automat: Atlas',
      'Nu sunt la birou până pe 9 martie.',
    ],
  ].map(
    ([who, headers, subject, text]) =>
      [
        `an automatic answer of ${who}`,
        mail(head(`Content-Type: text/plain; charset=utf-8\r\n${headers}\r\n`, subject), '\r\n', text!),
        { kind: 'automatic' },
      ] as const,
  ),
];

const from = (value: string) =>
  mail(`From: ${value}\r\nTo: ask@library.example\r\nSubject: Atlas\r\n\r\n${question}`);
const senders: readonly (readonly [string, Buffer, Expected])[] = [
  ['"john doe"@example.org', '"john doe"@example.org', null],
  ['"a@b"@example.org', '"a@b"@example.org', null],
  ['Pat <"a@b"@example.org>', '"a@b"@example.org', 'Pat'],
  ['"Doe, J" <"john doe"@example.org>', '"john doe"@example.org', 'Doe, J'],
  ['Pat <pat@example.org> (at home (Aspen))', 'pat@example.org', 'Pat'],
  ['=?utf-8?B?TWFyw61h?= <maria@bücher.example>', 'maria@bücher.example', 'María'],
].map(
  ([value, address, fromName]) =>
    [`a mail from ${value}`, from(value!), { from: address!, fromName: fromName! }] as const,
);

/** A report by the standard, with words in some language. */
const report = (subject: string, text: string, status: string, diagnostic: string) =>
  mail(
    `Return-Path: <>\r\nFrom: postmaster@example.org\r\nTo: carrel+b-x@carrel.example\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n`,
    `--b\r\n${plain(text)}\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns;mx.example.org\r\n\r\nFinal-Recipient: rfc822;pat@example.org\r\nAction: failed\r\nStatus: ${status}\r\nDiagnostic-Code: smtp;${diagnostic}\r\n\r\n--b--\r\n`,
  );
const reports: readonly (readonly [string, Buffer, Expected])[] = [
  [
    'Exchange in German',
    report(
      'Unzustellbar: Atlas',
      'Fehler bei der Nachrichtenzustellung an folgende Empfänger',
      '5.1.10',
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    ),
    hard,
  ],
  [
    'Exchange in French, too large',
    report(
      'Non remis : Atlas',
      'Le message est trop volumineux',
      '5.2.3',
      '550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient',
    ),
    soft,
  ],
  [
    'Exchange: sender not allowed',
    report(
      'Undeliverable: Atlas',
      'restricted',
      '5.7.1',
      '550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized',
    ),
    soft,
  ],
  [
    'Exchange: tenant blocked',
    report(
      'Undeliverable: Atlas',
      'blocked',
      '5.7.705',
      '550 5.7.705 Service unavailable. Access denied, tenant has exceeded threshold',
    ),
    soft,
  ],
  [
    'Exchange: our domain has no record',
    report(
      'Undeliverable: Atlas',
      'x',
      '5.7.515',
      '550 5.7.515 Access denied, sending domain carrel.example does not meet the required authentication level',
    ),
    soft,
  ],
  [
    'Gmail: our mail is not authenticated',
    report(
      'Delivery Status Notification (Failure)',
      'x',
      '5.7.26',
      '550-5.7.26 Your email has been blocked because the sender is unauthenticated',
    ),
    soft,
  ],
  [
    'Gmail: inactive',
    report(
      'Delivery Status Notification (Failure)',
      'x',
      '5.2.1',
      '550 5.2.1 The email account that you tried to reach is inactive',
    ),
    hard,
  ],
  [
    'Gmail: out of storage',
    report(
      'Delivery Status Notification (Failure)',
      'x',
      '5.2.2',
      "452 4.2.2 The recipient's inbox is out of storage space",
    ),
    soft,
  ],
  [
    'Yahoo',
    report('Failure Notice', 'x', '5.0.0', '552 1 Requested mail action aborted, mailbox not found'),
    hard,
  ],
  [
    'Postfix: relay',
    report(
      'Undelivered Mail Returned to Sender',
      'x',
      '5.7.1',
      '554 5.7.1 <pat@example.org>: Relay access denied',
    ),
    soft,
  ],
  [
    'Postfix: unknown domain of the recipient',
    report(
      'Undelivered Mail Returned to Sender',
      'x',
      '5.4.4',
      'Host or domain name not found. Name service error for name=gone.example type=MX: Host not found',
    ),
    hard,
  ],
  [
    'Postfix: DNS away',
    report(
      'Undelivered Mail Returned to Sender',
      'x',
      '4.4.3',
      'Host or domain name not found. Name service error for name=gone.example type=MX: Host not found, try again',
    ),
    soft,
  ],
  [
    'Exim, in words',
    said(
      daemon,
      'Mail delivery failed: returning message to sender',
      'A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  pat@example.org\n    host mx.example.org [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<pat@example.org>:\n    550 5.1.1 User unknown\n',
    ),
    hard,
  ],
  [
    'Exim, refused by our domain’s policy',
    said(
      daemon,
      'Mail delivery failed: returning message to sender',
      'A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  pat@example.org\n    host mx.example.org [192.0.2.1]\n    SMTP error from remote mail server after end of data:\n    550 DMARC policy of carrel.example: rejected\n',
    ),
    soft,
  ],
  [
    'qmail, in words',
    said(
      'MAILER-DAEMON@example.org',
      'failure notice',
      "Hi. This is the qmail-send program at example.org.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<pat@example.org>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 No such user here\nGiving up on 192.0.2.1.\n",
    ),
    hard,
  ],
  [
    'qmail: given up after days',
    said(
      'MAILER-DAEMON@example.org',
      'failure notice',
      "Hi. This is the qmail-send program at example.org.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up.\n\n<pat@example.org>:\nSorry, I wasn't able to establish an SMTP connection. (#4.4.1)\nI'm not going to try again; this message has been in the queue too long.\n",
    ),
    soft,
  ],
  [
    'a provider in Italian',
    said(
      daemon,
      'Messaggio non consegnato',
      'Il messaggio non può essere consegnato a pat@example.org:\n550 casella inesistente\n',
    ),
    hard,
  ],
  [
    'a provider in Italian, mailbox full',
    said(
      daemon,
      'Messaggio non consegnato',
      'Il messaggio non può essere consegnato a pat@example.org:\nLa casella del destinatario è piena\n',
    ),
    soft,
  ],
  [
    'a provider in Polish',
    said(
      daemon,
      'Wiadomość niedostarczona',
      'Nie można dostarczyć wiadomości do pat@example.org:\n550 nieznany użytkownik\n',
    ),
    hard,
  ],
  [
    'a provider in Russian, mailbox full',
    said(
      daemon,
      'Недоставленное сообщение',
      'Сообщение не доставлено получателю pat@example.org:\nПочтовый ящик переполнен\n',
    ),
    soft,
  ],
  [
    'a provider in Portuguese',
    said(
      daemon,
      'Mensagem não entregue',
      'A mensagem não pôde ser entregue a pat@example.org:\n550 usuário desconhecido\n',
    ),
    hard,
  ],
  [
    'a provider in Dutch, mailbox full',
    said(
      daemon,
      'Bericht kon niet worden bezorgd',
      'Uw bericht aan pat@example.org kon niet worden bezorgd:\nDe mailbox is vol\n',
    ),
    soft,
  ],
  [
    'a provider in Chinese',
    said(daemon, '系统退信', '您的邮件无法送达 pat@example.org：\n550 用户不存在\n'),
    hard,
  ],
  [
    'a provider in Turkish',
    said(
      daemon,
      'İletilemeyen ileti',
      'İletiniz pat@example.org adresine iletilemedi:\n550 kullanıcı bulunamadı\n',
    ),
    hard,
  ],
];

/** [what it is, the mail, what the corpus tool says of it]. */
export const mails = (): readonly (readonly [string, Buffer, Expected])[] => [
  ...own2,
  ...senders,
  ...reports,
];
