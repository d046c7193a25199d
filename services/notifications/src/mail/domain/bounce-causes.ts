// What mail servers say when they do not take a mail, by whose fault it is. Each pattern is tried on a bounded text.

/** Who caused that a mail was not accepted. Only `address` is one of the recipient's address (B45). */
export type BounceCause =
  'address' | 'mailbox-full' | 'moment' | 'sender' | 'policy' | 'message' | 'suspended' | 'unknown';

type Phrases = readonly RegExp[];

const mailboxFull: Phrases = [
  /quota|mail(box|folder|file| box|drop)? (is |was |has been |storage )?(full|over|exceeded|at capacity)|(mailbox|inbox|account|user|recipient)('s)? .{0,60}\b(is|are) (over ?full|full\b|over (its|their|the|allowed|quota)|at capacity)/i,
  /(exceed(s|ed|ing)?|over|out of|insufficient|not enough|maximum|no more|run out of) .{0,50}\b(storage|disk ?space|disk|space|mailbox size|mailbox limit)\b|(storage|disk|space) .{0,30}(exceed|full|limit)|mailfolder is full|mailsize limit|too many messages (in|on) (the |this )?(mailbox|inbox)/i,
  /(postfach|mailbox|mailkonto|speicher\w*) .{0,60}(voll|überfüllt|überschritten|ausgeschöpft)|boîte .{0,60}pleine|(casella|cassetta|mailbox) .{0,40}piena|(buzón|bandeja|casilla|cuota) .{0,40}(llen[oa]|excedid[oa])|caixa .{0,40}cheia|(postvak|mailbox) .{0,30}vol\b|(skrzynk|ящик).{0,40}(pełn|przepełni|переполн)|переполнен|(brevlådan|postkassen|postkassa).{0,30}(full|fuld)|schránka .{0,30}(plná|přeplněn)|邮箱.{0,10}(已满|满)|メールボックス.{0,20}(いっぱい|一杯|容量)|容量.{0,10}(超過|超え)|사서함.{0,20}(가득|초과)/i,
  /(căsuț\p{L}*|cutia) .{0,40}(plină|depășit)|(sanduči[ćc]|pretinac|poštanski|predal)\p{L}* .{0,30}(pun|prepun|poln)|hộp thư .{0,30}(đầy|hết dung lượng)|bústia .{0,30}plena|(kotak surat|kotak masuk|peti mel) .{0,20}penuh|(кутия|скринька|скриньку).{0,40}(пълна|переповнен)|posta kutusu .{0,20}dol|γραμματοκιβώτιο .{0,30}γεμάτο|תיבת הדואר .{0,20}מלאה|(صندوق|علبة).{0,30}ممتلئ|صندوق .{0,30}پر است|postafiók .{0,30}(megtelt|tele)|postilaatikko .{0,30}täynnä|กล่องจดหมาย.{0,20}เต็ม/iu,
];

const moment: Phrases = [
  /gr[ae]y-?list|temporar(y|ily)|tempfail|transient|try(ing)? (again|later|back|it again)|again later|retry(ing)? (later|time|timeout)|\bdefer(red|ral)\b|currently (unavailable|unable|not (available|accepting))|service (is )?(not available|unavailable|currently)|resources? temporarily|resources? (unavailable|exhausted)|server (is )?(too )?busy|system (is )?(too )?busy|overload|maintenance|shutting down|please wait/i,
  /time(d)?[ -]?out|conn?ection (\w+ ){0,3}(refused|reset|lost|closed|dropped|died|failed|broken|terminated|could not|error)|(refused|lost|dropped|broken) (the )?connection|(cannot|can't|could not|couldn't|unable to|failed to) (connect|establish|reach|contact|open)|no route to host|network (is )?(unreachable|error|problem)|host (is )?(down|unreachable|not responding)|(not|n't) (responding|respond|answer(ing)?)\b|no answer from host|unexpected(ly)? (close|disconnect|response|eof)|not respond/i,
  /(too many|too much|maximum|exceed\w*|limit\w*|number of) .{0,40}(connections?|sessions?|recipients?|errors|messages|e?-?mails|rate|per (hour|minute|day|second)|invalid recipients|commands|concurrent)|\brate[ -]?(limit\w*|control\w*|exceed\w*)|at a rate|throttl|too (fast|quickly|frequent|often)|(daily|hourly|sending|receiving) (limit|rate|quota)|unusual rate|slow down|flood/i,
  /(routing|mail|message|forwarding|delivery)[ -]?loops?\b|loops? back|(too many|maximum|exceed\w*) hops?|hop ?count|loop detected/i,
  /(expired|message (has )?expired|queue (time|too long)|too long in (the )?queue|retry time(out)? (not reached|exceeded)|delivery time|max(imum)? (time|age|lifetime))|(bad|wrong) (dns|config)|dns (error|failure|lookup (failure|failed|error|timeout))|name server.{0,20}(error|fail|time)|servfail|local (configuration|error|problem)|config(uration)? error|(internal|system|server|local|software|i\/o|database|ldap|input\/output|permission) (\w+ )?(error|fault|failure)|out of memory|can(not|'t) (create|open|write|append|lock|chdir)|no space left|mail(er)? (system )?error|cannot fork|unable to (open|lock|write|chdir|append|verify|check|validate)|(verif\w+|callout|lookup) (fail\w*|error|could not)(?!.{0,20}\b55\d)|address verification in progress|unverified address/i,
  /zeitüberschreitung|vorübergehend|später (noch ?einmal|erneut)|nicht erreichbar|temporaire|réessayer|temporalmente|temporaneamente|временно|一時的|暂时|稍后/i,
];

/** About our side: who sends, from where, with what proof. */
const sender: Phrases = [
  /(sender|from|return[ -]?path|mail from|originator|envelope[ -]from|reverse[ -]path)('s)?[ :]*(e-?mail )?(address|domain|host|hostname|path|name|verif\w+|callout|ip|server|system|mx|is|was|not|denied|rejected|refused|invalid|unknown|blocked|unauthori\w+)\b(?! does not like recipient)/i,
  /(domain|host|address|mx|record|dns).{0,30} (of|for) (the )?(sender|sending|from|envelope|return)|(invalid|unknown|bad|illegal|unroutable|unrouteable|unverified|unresolvable|forged|fake|malformed|empty|null|missing|denied|rejected|blocked) .{0,20}(sender|return[ -]?path|mail from|from (address|header|domain)|envelope from)|sender ?(does not|doesn't|is not|not|isn't|rejected|denied|refused|unknown|verify|id)|(your|sending|connecting|client|remote|source) (mail ?server|host|ip|domain|server|e-?mail address|address|client|hostname|network|machine|mta|system)\b(?! (\([^()]{1,60}\) )?(said|returned|replied|issued|responded|answered|reported)).{0,80}(not|reject|block|den(y|ied)|refus|bad|poor|invalid|unknown|list|banned|does|no |lacks|fail|forbid|prohibit|unauthori|must|need|restrict|suspicious)/i,
  /\b(spf|dkim|dmarc|domainkeys|sender[ -]?id|arc)\b|\b(helo|ehlo)\b|reverse (dns|lookup|mapping|hostname)|\b(r|f)dns\b|\bptr\b|forward[- ]confirmed|unauthenticated|authenticat\w+ (is )?(required|needed|fail\w*|check|error|credentials)|(must|need to|please|not) (be )?(authenticat|log ?in)|not authenticated|smtp auth|(unauthori[sz]ed|not (authori[sz]ed|permitted|allowed)) .{0,30}(send|relay|sender|from|use|connect)|spoof|forged|impersonat|backscatter|\bbatv\b|bounce (verif|address tag)|bogus mail from/i,
  /relay(ing)?( (mail|access|attempt|operation|to|from|for|through)| <?[^\s<>]{1,80}>?){0,3} ?(is |was |has been |not |access )*(denied|prohibited|rejected|refused|restricted|disallowed|not (allowed|permitted|authorized|available|accepted|supported|possible))|(unable|not|cannot|can't|won't|do(es)? not|don't|not (allowed|permitted|authori[sz]ed)( to)?|denied|refus\w+|no|unauthori[sz]ed|attempt to|open|we do not|you (cannot|can not|may not|can't)) (to )?(open )?relay(ing)?\b|relay (host|not|denied|access denied)|not (an open|a gateway|a local host)|rcpthosts|must check for new mail|pop before smtp|we do not relay/i,
  /domain of sender|absender(adresse|domain)?|expéditeur|remitente|mittente|remetente|afzender|nadawc|отправител|発信者|送信者|发件人|寄件/i,
];

/** The sender named outright, whatever a number beside it says. */
const senderNamed =
  /\b(sender|envelope[ -]from|return[ -]?path)('s)? (e-?mail )?(address|domain|verif\w+|callout|rejected|denied|unknown)\b|domain of sender|mail from (address|domain)/i;

/** The domain of the address does not exist, though an error of DNS is spoken of. */
const domainGone = /\bnxdomain\b|\bdomain \S{1,200} (couldn['’]t|could not|cannot) be found/i;

const policy: Phrases = [
  /black ?-?list|block ?-?list|deny ?list|\b(dns|r)bl\b|dnsbl|\brbls?\b|spamhaus|spamcop|barracuda|sorbs|cloudmark|\buceprotect|proofpoint|mimecast|senderbase|senderscore|trendmicro|brightmail|abuse|reputation|listed (in|by|on|at)|is listed|on our .{0,20}list|banned|\bblocked\b|blocking|block(ed)? by/i,
  /\bspam\b|spam(my|mer|ming|assassin|trap)?|\bjunk\b|unsolicited|\bbulk\b|\bubes?\b|\buce\b|suspicious|phish|fraud|scam|malicious|harmful|virus|malware|infected|trojan|worm|dangerous/i,
  /polic(y|ies)|prohibit|forbidden|not (permitted|authori[sz]ed|allowed)|unauthori[sz]ed|restrict(ed|ion|ions)|administrative|refused by|(rejected|denied|refused|blocked) (by|due|because|for|on account of|per) (?!recipient|user|unknown|no such|invalid)|content|filter|header|access (denied|not|control)|denied access|closed (group|mailing|list)|(only|not) accept(s|ing)? (mail |messages )?(only )?(from|by)|private|moderat(ed|ion)|(not|isn't) (a )?(member|subscri)|security|firewall|compliance|approv|rule\b|preferences|don't want|wants? no|would like to receive|consent|opt(ed)?[ -]?(in|out)|unsubscri|complain|challenge|whitelist|allow-?list|confirm/i,
  /\b(start)?tls\b|encrypt|certificate|cipher|\bssl\b/i,
  /richtlinie|unerwünscht|werbemail|politique|courrier indésirable|política|correo no deseado|criteri|спам|垃圾|迷惑/i,
];

/** About the mail itself: its size, its form. */
const message: Phrases = [
  /(message|mail|e-?mail|attachment|header|line|content|body)('s)?( \w+)?( is| was| are)? (too (large|big|long)|larger|oversize|bigger|exceed)|(exceed\w*|over|maximum|max\.?|fixed) .{0,40}(message|mail|file)? ?(size|length)|size (limit|exceed|too|restriction|of|is)|too (large|big|long)\b|too many (attachments|lines|headers|bytes)|message length|exceeds (the )?(maximum|size|limit)/i,
  /rfc ?-?\d{3,4}|not compliant|non-compliant|malformed|missing .{0,20}header|(duplicate|multiple|invalid|bad|illegal) .{0,20}(header|message|mime|content|format|character)|8-?bit|smtputf8|syntax error|command (not|un)|unrecognized|bare (lf|cr)|line(s)? (too long|length)|protocol|bad sequence|conversion|mime|charset/i,
  /zu groß|trop (grand|volumineux|gros)|demasiado grande|troppo grande|muito grande|te groot|för stort|слишком больш/i,
];

const suspended: Phrases = [
  /suspend|\blocked\b|lock(ed)? out|frozen|on hold|archiv(ed|ée)|unpaid|vacation hold|gesperrt|bloqué|bloquead|заблокир/i,
];

/** The address does not exist, in explicit words. */
const address: Phrases = [
  // unknown user, no such mailbox, not a valid recipient
  /\b(unknown|unkown|no such|invalid|non-?existe?nt|not exist\w*|no valid|bad|undefined|unrecogni[sz]ed|nonexistant|illegal|incorrect|wrong|not (a|an) (valid|known|existing|active|local)|not valid|no known|deleted|inactive|disabled|deactivated|expired|obsolete|dead) (or \w+ )?(e-?mail |virtual |local |mail |destination |envelope |smtp |target |domain |delivery |pop ?3? |internal |final |rcpt |to |inbound )*(users?|recipients?|mail ?box(es)?|addresse?e?s?|accounts?|alias(es)?|person|customer|subscriber|local ?-?part|user ?-?name|user ?-?id|host ?name|domain|name|id|e-?mail|rcpt|spectator|inbox|destination|delivery address)\b(?! ?(in|of) (the )?(sender|from))/i,
  /\b(users?|recipients?|mail ?box(es)?|address(es)?|addressee|accounts?|alias|person|customer|subscriber|user ?name|e-?mail|rcpt|local ?part|name|inbox|domain|host|destination|identity|resolver\.adr\S*|maildrop|login)\b('s)?\W{0,3}( \(?<?["']?[^\s@]{1,64}@[^\s@]{1,200}\)?>?["']?,? ?| \S{1,80} | [\w .-]{1,50} | ?)(is |are |was |were |has been |have been |has |have |that you .{0,40}|you (entered|typed|specified) |here |at |could |can ?|does |do |did |may |seems |appears |to be |be |currently |been )*(an? )?(unknown|unkown|not (be )?(found|known|exist\w*|valid|present|recogni[sz]ed|listed|local|active|ours?|registered|here|defined|a (valid|known|current|local|member)|in (our|the|my|this)|our|on this|at this|served|hosted|handled|been found|correct|located)|cannot be found|n['’]?t (exist|found|be found|have (an? )?.{0,40}account|known|valid|recogni[sz]ed|listed|a valid|in (our|the|my)|be located|here|on this|active)|couldn['’]?t be found|cannot be found|could not be found|not exist|notfound|invalid|non-?existent|no longer|wrong|incorrect|does no longer|disabled|deactivated|inactive|discontinued|terminated|cancel?led|closed|removed|deleted|expired|gone|moved|left|retired|unroutable|unrouteable|undeliverable|misspelled|unallocated|vanished|obsolete)/i,
  /userunknown|user_unknown|unknownuser|nosuchuser|no such (user|address|recipient|mailbox|account|person|domain|name|local)|mailbox unknown|unknown (or )?(illegal|invalid) (alias|user|address)|recipnotfound|recipient ?not ?found|adr\.recip(ient)?notfound|no_?such_?(user|recipient)|addr(ess)? unknown|not our customer|not (a|one of) our (customers?|users?)|badrcptto|badrecipientto|bad rcpt|validrcptto|user (doesn'?t|does not|do not|didn't) (exist|have)|(doesn'?t|does not) (have|own) (a|an|any|this) .{0,60}(account|mailbox|mail box|address|user)|(has|have) no (e-?mail |mail ?)?(account|mailbox|box|inbox)|no (e-?mail |mail ?)?(account|mail ?box|mailbox|inbox|user|one|body|person|recipients?|customer|home directory)\b.{0,30}\b(here|by that|by this|with that|with this|at this|at that|of that|named|called|called|exists?|found|available|for this user)|nobody (by|here|with)|there is no one at|isn'?t (here|in my|a valid|a known|known)|not listed in (domino|directory|public|the|name)|name (and )?address book|no .{0,60}in name directory|not in (the )?(directory|address book|ldap)|no longer (works?|employed|with|here|valid|in use|active|exists?|accepts?|available|monitored|a (customer|member))|address(es)? (was |is )?(not found|no longer)|address rejected: (user|undeliver\w*|unknown|invalid|no such|userunknown)|(does|did) not (exist|resolve to a (valid )?(user|mailbox))/i,
  /recipient address rejected: access denied|(account|mailbox|user|address|recipient)\b.{0,60}\b(is |are |has been |was |been )(disabled|deactivated|inactive|closed|discontinued|cancel?led|terminated|deleted|removed|not active)|(disabled|deactivated|inactive|closed|discontinued|deleted) .{0,20}(account|mailbox|user|recipient)|(user|recipient|mailbox|account|address)( \S{1,100})? (has )?(moved|changed address|not active|left (the )?(company|organi))/i,
  // the domain of the address
  /(host or domain|domain|host|destination host|mail server|hostname) ?(name|address)? ?(\S{1,100} )?(was |is |could |can)?(not (be )?(found|exist\w*|resolve\w*)|unknown|does not exist|doesn't exist|lookup failed|not resolve|cannot be resolved)|unknown (mail )?host|no such (host|domain)|host unknown|domain unknown|(couldn|could|can|cannot) ?(['’]t|not)? (find|locate|resolve) (any |the |a |an )?(mail ?server|host|domain|mail exchanger|mx|exchanger|dns|hostname)|host not found|nxdomain|no (mx|a|mx or a|mail|valid mx|mail exchanger)( or \w+)? (records?|hosts?|servers?|exchangers?|entry)?.{0,10}(found|for|exist)|nullmx|null mx|does not accept (any )?mail|unrout(e)?able (mail )?(domain|address|host)|illegal host\/domain|name or service not known|all relevant mx records point to non-existent|domain has no|(domain|host) .{0,60}(doesn'?t|does not) (exist|receive|accept|have)|not a valid domain|no mail hosts? for domain/i,
  // other languages
  /unbekannte[rn]? (empfänger|benutzer|adresse|teilnehmer|nutzer)|(empfänger|benutzer|adresse|mailbox|postfach|konto|domain|e-?mail-?adresse|nutzer)\b.{0,80}(unbekannt|existiert nicht|nicht (gefunden|bekannt|vorhanden|existent|mehr|verfügbar|gültig|existier\w+)|ungültig|deaktiviert|gelöscht)|kein (benutzer|postfach|empfänger|konto) .{0,40}|existiert nicht|nicht (ge|auf)funden werden/i,
  /(adresse|destinataire|utilisateur|boîte|boite|compte|domaine)\b.{0,80}(introuvable|inconnue?|inexistante?|n['’ ]existe (pas|plus)|invalide|désactivée?|erroné|n['’]a pas été trouvé)|n['’]existe (pas|plus)|utilisateur inconnu/i,
  /(usuario|destinatario|buz[oó]n|cuenta|direcci[oó]n|dominio)\b.{0,80}(desconocid[oa]|no (existe|encontrad[oa]|v[aá]lid[oa]|se (ha )?enc\w+)|inexistente|inv[aá]lid[oa]|inactiv[oa]|deshabilitad[oa])|no existe (ese|el|la|dicha|este|tal)|no se (ha )?(encontr|pudo encontrar)/i,
  /(utente|destinatario|casella|indirizzo|dominio|account)\b.{0,80}(sconosciut[oa]|non (esiste|trovat[oa]|valid[oa]|è stato trovato|attiv[oa])|inesistente|disattivat[oa]|disabilitat[oa])|nessun utente|non esiste/i,
  /(usuário|usuario|utilizador|destinatário|endereço|conta|caixa|domínio)\b.{0,80}(desconhecid[oa]|não (existe|encontrad[oa]|foi (possível )?encontr\w+|é válid[oa])|inexistente|inválid[oa]|desativad[oa])/i,
  /(gebruiker|ontvanger|adres|postvak|mailbox|domein|geadresseerde)\b.{0,80}(onbekend|bestaat niet|niet gevonden|ongeldig)|onbekende (gebruiker|ontvanger)|bestaat niet/i,
  /(användaren?|mottagaren?|adressen?|modtageren?|brugeren?|mottakeren?|brukeren?|postkassen?|brevlådan?|käyttäjää?|vastaanottajaa?|osoitetta)\b.{0,80}(finns inte|okänd|findes ikke|eksisterer ikke|ukendt|finnes ikke|ukjent|hittades inte|kunde inte hittas|blev ikke fundet|ble ikke funnet|ei löyd|ei ole|tuntematon)/i,
  /(okänd|ukendt|ukjent|ugyldig|ogiltig|tuntematon|tundmatu)\p{L}{0,2} (mottagar|modtager|mottaker|bruger|bruker|användar|adress|vastaanottaja|käyttäjä|postkas|saaja)/iu,
  /(nieznan|nieprawidłow|neznám|ismeretlen)\p{L}{0,3} (użytkownik|odbiorc|adres|uživatel|příjemce|felhasználó|címzett)/iu,
  /(użytkownik|odbiorc|adres|skrzynk|konto|uživatel|příjemce|adresa|schránka|felhasználó|címzett|postafiók)\w*.{0,80}(nieznan|nie istnieje|nie znaleziono|nie został znaleziony|neexistuje|neznám|nenalezen|nebyl nalezen|nem létezik|ismeretlen|nem található)/i,
  /(пользовател|получател|адрес|ящик|аккаунт|домен|користувач|одержувач)[\p{L}]*.{0,80}(не (существует|найден|знайдено|існує|зарегистрирован)|неизвест|невідом|недействит|отключ)|нет такого|не существует|неизвестный (адресат|получатель|пользователь)/iu,
  /(χρήστη|παραλήπτη|διεύθυνση).{0,60}(δεν (υπάρχει|βρέθηκε)|άγνωστ)|(kullanıcı|alıcı|adres|posta kutusu).{0,60}(bulunamadı|mevcut değil|yok|geçersiz|bilinmiyor)/iu,
  /(utilizator|destinatar|adres[aă]|căsuț[aă]|cont)\p{L}*.{0,60}(necunoscut|inexistent|nu (există|a fost găsit)|invalid)|(korisni[kc]|primatelj|primala?c|adres[aei]|sandučić|pretinac|uporabnik|prejemnik)\p{L}*.{0,60}(nepozna[tn]|ne (postoji|obstaja)|nije (pronađen|važeć)|ni (znan|najden))|(nepoznat|neznan)\p{L}{0,2} (korisnik|primatelj|primalac|adres|uporabnik|prejemnik)|(usuari|destinatari|adreça|bústia|compte)\b.{0,60}(desconegu|no existeix|inexistent|no s’ha trobat|no vàlid)|(používateľ|príjemca|schránka|adresa)\p{L}*.{0,60}(neexistuje|neznám|nenájden)/iu,
  /(người dùng|người nhận|địa chỉ|hộp thư|tài khoản).{0,60}(không tồn tại|không tìm thấy|không hợp lệ|không có)|(pengguna|penerima|alamat|akun|akaun).{0,60}(tidak (ada|ditemukan|dikenal|dikenali|dijumpai|wujud|valid))|(потребител|получател|адрес).{0,60}(не съществува|непознат|неизвестен|не е намерен)|(משתמש|נמען|כתובת|תיבה).{0,60}(לא (קיים|קיימת|נמצא|נמצאה|ידוע|מוכר)|אינ[הו]? (קיים|קיימת))|(المستخدم|المستلم|العنوان|البريد|الحساب).{0,60}(غير (موجود|معروف|صالح)|لا يوجد)|(کاربر|گیرنده|نشانی|آدرس).{0,60}(وجود ندارد|یافت نشد|نامعتبر)|(ผู้ใช้|ผู้รับ|ที่อยู่).{0,40}(ไม่มีอยู่|ไม่พบ|ไม่ถูกต้อง)/iu,
  /(用户|收件人|邮箱|邮箱地址|地址|帐号|账号|使用者|收件者|帳號).{0,20}(不存在|未找到|找不到|无效|無效|不正确|已停用|被停用|错误)|(宛先|ユーザ|ユーザー|アドレス|メールアドレス|受信者).{0,30}(存在しま|存在しな|見つかりま|見つから|不明|無効|ありません)|(수신자|사용자|받는 ?사람|계정|주소).{0,30}(존재하지|찾을 수 없|없습니다|없는|알 수 없)|(존재하지 않는|없는|알 수 없는|유효하지 않은) ?(수신자|사용자|받는 ?사람|계정|메일|주소)|(无此|無此|没有此|沒有此|查无此|查無此|无效的?|無效的?)(用户|使用者|收件人|收件者|人|邮箱|帐号|账号)|該当する(ユーザ|アドレス|メールボックス)/u,
];

/** Words that mean a missing address beside a plain 550, and nothing particular elsewhere. */
const addressPerhaps: Phrases = [
  /mailbox (is )?(unavail?able|not available|not accessible|unreachable|inaccessible|rejected)|(recipient|address|user|mailbox|addressee|rcpt|envelope recipient)\b.{0,80}\b(rejected|refused|denied|not (ok|accepted|permitted)|unacceptable|is not accept(ed|ing any mail)?|unavailable)|does not like recipient|(invalid|bad|rejected|unacceptable|refused) (rcpt|recipients?|addresse?e?)|unrout(e)?able|undeliverable address|no valid recipients|not (accept|take)\w* (mail|messages|e-?mail) (for|to)|destination (server|address)|following (recipient|address)\S* (is|was|were|are)? ?(undeliverable|rejected|refused)|delivery to .{0,100}(not allowed|denied)|user reject|can'?t accept user|can ?not (be )?deliver\w* to (this|the) (user|recipient|mailbox)|requested action not taken/i,
];

const any = (phrases: Phrases, text: string) => phrases.some((one) => one.test(text));

/** Table of RFC 3463 and its registry, as far as a number says enough by itself. */
export function causeOfStatus(status: string | null): BounceCause | undefined {
  const [, kind, subject, detail] = /^([245])\.(\d+)\.(\d+)$/.exec(status ?? '') ?? [];
  if (!kind) return undefined;
  if (kind === '4') return subject === '2' && detail === '2' ? 'mailbox-full' : 'moment';
  const number = `${subject}.${detail}`;
  // .7 to .9 of the first are about the sender, or a gateway; .5 says that an address is right.
  if (/^1\.([12346]|10)$/.test(number)) return 'address';
  if (/^1\.[78]$/.test(number)) return 'sender';
  if (number === '2.1') return 'address';
  if (number === '2.2') return 'mailbox-full';
  if (number === '2.3' || number === '3.4') return 'message';
  if (/^(3\.[1235]|4\.[123567])$/.test(number)) return 'moment';
  if (/^7\.(20|21|22|23|24|25|26|27|9|8)$/.test(number)) return 'sender';
  if (subject === '7') return 'policy';
  if (subject === '6') return 'message';
  return undefined;
}

/**
 * What the words of a mail server say; undefined where they say nothing that is known. A fault of ours, of policy or of
 * the moment is looked for before one of the address, except where the number beside it is one of addresses.
 */
export function causeOfWords(said: string, status: string | null): BounceCause | undefined {
  const words = said.slice(0, 4000).replace(/\s+/g, ' ');
  const number = causeOfStatus(status);
  if (/^\W*(smtp|x-unix|x-postfix|dns)?\W*4\d\d[ -]/i.test(words)) return 'moment';
  if (any(mailboxFull, words)) return 'mailbox-full';
  const missing = any(address, words);
  if (senderNamed.test(words)) return 'sender';
  if (any(sender, words) && !(missing && number === 'address' && status !== '5.2.1')) return 'sender';
  if (domainGone.test(words)) return 'address';
  if (any(moment, words)) return 'moment';
  if (number === 'policy' && any(policy, words) && !/recipient address rejected: access denied/i.test(words))
    return 'policy';
  if (any(suspended, words)) return 'suspended';
  if (missing) return 'address';
  if (any(message, words)) return 'message';
  if (any(policy, words)) return 'policy';
  if (any(addressPerhaps, words) && isPlainRefusal(words, status)) return 'address';
  return undefined;
}

function isPlainRefusal(words: string, status: string | null): boolean {
  if (status) return /^5\.(0\.0|1\.\d+|2\.[01]|3\.0|4\.0|5\.0)$/.test(status);
  return /\b55[0134]\b/.test(words);
}
