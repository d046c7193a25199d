import { hasHeader, type ReadMail } from './read-mail.js';

/** Subjects of out-of-office notes from programs that set no header, at the subject's start. */
const subjects: readonly RegExp[] = [
  // English
  /^(out of (the )?office|automatic reply|auto(matic|mated)?[ -]?(reply|response|answer)|autoreply|autoresponse|auto:|away from (my|the) (mail|desk|office)|vacation( reply| response|:)|on (vacation|holiday|leave)\b.{0,20}$|i am (away|out of)|not in the office)/i,
  // German, Dutch
  /^(abwesenheits(notiz|meldung|nachricht|assistent)|automatische (antwort|antwoord)|automatisch (antwoord|bericht)|autom\. antwort|abwesend\b|abwesenheit\b|(ich bin )?(derzeit )?nicht im (büro|haus|hause)|außer haus|afwezig(heid)?\b|niet aanwezig)/i,
  // French, Spanish, Portuguese, Italian, Catalan, Romanian
  /^(réponse automatique|message automatique|(message d['’])?absence( du bureau)?\b.{0,30}$|absent\(?e?\)? du bureau|respuesta automática|fuera de( la)? oficina|resposta automàtica|resposta automática|fora d[oe] escritório|ausência (temporária|do escritório)|risposta automatica|fuori (sede|ufficio)|assenza dall['’]ufficio|răspuns automat)/i,
  // Swedish, Danish, Norwegian, Finnish
  /^(autosvar|automatiskt? svar|frånvaro(meddelande)?\b|ej på kontoret|fraværende|fravær(sbesked|smelding)?\b|ikke på kontoret|automaattinen (poissaolo)?vastaus|poissa\b|lomavastaus)/i,
  // Polish, Czech, Slovak, Hungarian, Croatian, Slovenian
  /^(automatyczna odpowiedź|odpowiedź automatyczna|autoodpowiedź|nieobecność|poza biurem|automatická odpov[eě]ď|nepřítomnost|mimo kancelář|automatikus válasz|házon kívül|automatski odgovor|samodejni odgovor)/i,
  // Russian, Ukrainian, Bulgarian, Greek, Turkish
  /^(автоответ|автоматический ответ|автоматическое уведомление|нет на работе|я в отпуске|автоматична відповідь|автоматичен отговор|αυτόματη απάντηση|εκτός γραφείου|otomatik (yanıt|cevap)|ofis dışında)/i,
  // Catalan, Serbian, Baltic languages
  /^(resposta automàtica|аутоматски одговор|automatinis atsakymas|automātiskā atbilde|automaatvastus|automaatne vastus)/i,
  // Vietnamese, Indonesian, Malay, Thai, Persian, Hindi
  /^(trả lời tự động|thư trả lời tự động|balasan otomatis|jawapan automatik|balasan automatik|ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ|پاسخ خودکار|स्वचालित (उत्तर|जवाब))/i,
  // Japanese, Chinese, Korean, Hebrew, Arabic
  /^(自動(応答|返信|回覆|回复)|自动(回复|答复)|不在(通知|のお知らせ|です)|外出中|자동 ?(회신|응답)|부재중|מענה אוטומטי|תשובה אוטומטית|رد تلقائي)/i,
];

/** What such a note says of itself, in the same order of languages. */
const notes: readonly RegExp[] = [
  /\b(out of (the|my) office|(this is|sent) an? auto(mated|matic)|automatic(ally)? (generated|reply|response)|(limited|no) access to (my )?e-?mail|(respond|reply|answer|get back) (to you |to your (e-?mail|message) )?(when|as soon as|after|upon) (I|my) (return|am back)|will be back (on|in the office))/i,
  /nicht im (büro|haus)|außer haus|(automatisch|maschinell) (erstellt|erzeugt|generiert)|automatische antwort|abwesenheit(snotiz)?|(nicht|kein) (gelesen|weitergeleitet)|nach meiner rückkehr|niet (op kantoor|aanwezig)|afwezig|automatisch (bericht|antwoord)/i,
  /(absent|hors) (du|de) bureau|actuellement absent|réponse automatique|à mon retour|fuera de (la )?oficina|respuesta automática|a mi (regreso|vuelta)|fora do escritório|resposta automática|regressarei|ao meu retorno|fuori ufficio|risposta automatica|al mio (rientro|ritorno)|răspuns automat|nu sunt la birou/i,
  /(inte|ej|ikke) på kontoret|autosvar|automatiskt? svar|tillbaka på kontoret|tilbage på kontoret|tilbake på kontoret|poissa|automaattinen|lomalla/i,
  /nieobecn|poza biurem|automatyczn|po powrocie|nepřítom|po návratu|mimo kancelář|automatická odpověď|házon kívül|automatikus válasz|automatski|samodejn/i,
  /автоматич|в отпуске|в відпустці|у відпустці|отсутству|не на работе|εκτός γραφείου|αυτόματη|ofis dışında|otomatik|izindeyim/i,
  /fora del despatx|despatx|mimo kancelárie|kancelári|dovolenk|на отпуск|в отпуск|в отсъствие|канцеларији|одмору|atostog|atvaļinājum|puhkus/i,
  /đi vắng|nghỉ phép|sedang cuti|di luar kantor|bercuti|ไม่อยู่|ลาพัก|مرخصی|خارج از دفتر|छुट्टी|कार्यालय से बाहर/i,
  /自動(応答|返信|回覆)|不在(に|の|で|と)|休暇|自动(回复|答复)|休假|外出|출장|휴가|부재|자동|חופשה|אוטומטי|تلقائي|إجازة/i,
];

/**
 * A note of absence from a program that sets no header: it answers a mail, its subject and its text both say so, and it
 * asks nothing.
 */
export function saysOutOfOffice(mail: ReadMail): boolean {
  const { subject, text } = mail;
  const said = text.slice(0, 2000);
  return (
    hasHeader(mail, 'in-reply-to', 'references') &&
    !/[?？؟]/.test(said) &&
    subjects.some((one) => one.test(subject.slice(0, 200).trim())) &&
    notes.some((one) => one.test(said))
  );
}
