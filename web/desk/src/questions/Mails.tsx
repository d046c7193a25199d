import { CarrelProblem, ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { When } from '../ui/time.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { at, useFresh, type Question } from './api.js';
import { useSay, type Key } from './words.js';

const readMails = async (questionId: string) => {
  try {
    const query = { questionId, limit: 200 };
    const [out, held] = await Promise.all([
      ok(api.notifications.GET('/v1/deliveries', { params: { query } })),
      ok(api.notifications.GET('/v1/incoming-mails', { params: { query: { questionId, status: 'held' } } })),
    ]);
    return { out: out.items, held: held.items };
  } catch (error) {
    if (error instanceof CarrelProblem && error.status < 500 && error.status !== 429) return undefined;
    throw error;
  }
};
type Mails = NonNullable<Awaited<ReturnType<typeof readMails>>>;

/** Mails of this question that staff read about, and what became of each; those of staff stay out. */
export function Mails({ question }: { question: Question }) {
  const say = useSay();
  const mails = useQuery({
    queryKey: ['mails', question.id],
    queryFn: () => readMails(question.id).then((found) => found ?? null),
    refetchInterval: 15_000,
  });
  if (!mails.data || (mails.data.out.length === 0 && mails.data.held.length === 0)) return null;
  // The library's notice of a new question has the name of the patron's receipt.
  const toStaff = (mail: Mails['out'][number]) =>
    !written.has(mail.message) ||
    (mail.message === 'new-question' && mail.to !== null && mail.to !== question.patron?.email);
  const notices = mails.data.out.filter(toStaff);
  const letters = mails.data.out.filter((mail) => !toStaff(mail));
  const troubled = (all: Mails['out']) => all.filter(isTroubled).length;
  return (
    <section className="panel" aria-labelledby="mails-title">
      <h2 id="mails-title">{say('mails.title')}</h2>
      {mails.data.held.map((mail) => (
        <HeldMail key={mail.id} mail={mail} question={question} />
      ))}
      <ul className="plain-list mails">
        {letters.map((mail) => (
          <Mail key={mail.id} mail={mail} question={question} name={`mail.${mail.message}` as Key} />
        ))}
      </ul>
      {notices.length > 0 && (
        <details>
          <summary>
            {say('mails.notices', { count: notices.length })}{' '}
            {troubled(notices) > 0 && (
              <span className="tag bad">{say('mails.troubled', { count: troubled(notices) })}</span>
            )}
          </summary>
          <ul className="plain-list mails">
            {notices.map((mail) => (
              <Mail key={mail.id} mail={mail} question={question} name="mail.notice" />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const troubles = new Set(['uncertain', 'suppressed', 'bounced', 'failed']);
const written = new Set([
  ...['answer', 'clarification-request', 'new-account-from-chat', 'chat-transcript', 'new-account'],
  ...['new-question', 'library-message', 'patron-link', 'refer-by-email'],
]);
/** A notice that was not needed any more when its time came. */
const isSettled = ({ status, lastReply }: Mails['out'][number]): boolean =>
  status === 'suppressed' && lastReply === 'settled';
const isTroubled = (mail: Mails['out'][number]): boolean => troubles.has(mail.status) && !isSettled(mail);

interface MailProps {
  readonly mail: Mails['out'][number];
  readonly question: Question;
  readonly name: Key;
}

function Mail({ mail, question, name }: MailProps) {
  const say = useSay();
  const fresh = useFresh(question.id);
  const again = useCommand(
    () => ok(api.notifications.POST('/v1/deliveries/{id}/resend', at(mail))),
    () => (fresh(), toast(say('mails.resent'))),
  );
  const release = useCommand(
    () => ok(api.notifications.POST('/v1/suppressed-patrons/{id}/release', at(mail))),
    () => (fresh(), toast(say('mails.released'))),
  );
  const bad = isTroubled(mail);
  const settled = isSettled(mail);
  const patrons = name !== 'mail.notice' && mail.message !== 'refer-by-email';
  return (
    <li>
      <p>
        <strong>{say(name)}</strong>{' '}
        <span className={`tag ${bad ? 'bad' : ''}`}>
          {say(settled ? 'mail-status.settled' : `mail-status.${mail.status}`)}
        </span>{' '}
        <span className="quiet">
          {mail.to && `${say('mails.to', { to: mail.to })} · `}
          <When at={mail.sentAt ?? mail.queuedAt} />
          {mail.status === 'retrying' && mail.nextTryAt && (
            <>
              {' · '}
              {say('mails.next-try')} <When at={mail.nextTryAt} />
            </>
          )}
          {mail.lastReply && !settled && ` · ${mail.lastReply}`}
          {mail.resends.length > 0 && ` · ${say('mails.resends', { count: mail.resends.length })}`}
        </span>
      </p>
      {bad && (
        <div className="row">
          {(mail.status === 'suppressed' || mail.status === 'bounced') && patrons && (
            <Action busy={release.busy} onPress={() => release.run()}>
              {say('mails.release')}
            </Action>
          )}
          <Action busy={again.busy} onPress={() => again.run()}>
            {say('mails.resend')}
          </Action>
        </div>
      )}
      <Trouble>{again.trouble ?? release.trouble}</Trouble>
    </li>
  );
}

/** A mail that seems to belong here and waits for somebody to say so. */
function HeldMail({ mail, question }: { mail: Mails['held'][number]; question: Question }) {
  const say = useSay();
  const fresh = useFresh(question.id);
  const file = useCommand(
    () =>
      ok(
        api.notifications.POST('/v1/incoming-mails/{id}/release', {
          ...at(mail),
          body: { as: 'reply', questionId: question.id },
        }),
      ),
    () => (fresh(), toast(say('held.filed'))),
  );
  const reject = useCommand(
    () => ok(api.notifications.POST('/v1/incoming-mails/{id}/reject', at(mail))),
    fresh,
  );
  return (
    <div className="note warn" role="group" aria-label={say('held.title')}>
      <p>
        <strong>{say('held.title')}</strong> {mail.fromName ?? mail.from ?? say('somebody')} ·{' '}
        <When at={mail.arrivedAt} />
      </p>
      <p className="words">{mail.text ?? mail.subject}</p>
      <div className="row">
        <Action busy={file.busy} onPress={() => file.run()}>
          {say('held.file')}
        </Action>
        <Action busy={reject.busy} onPress={() => reject.run()}>
          {say('held.reject')}
        </Action>
      </div>
      <Trouble>{file.trouble ?? reject.trouble}</Trouble>
    </div>
  );
}
