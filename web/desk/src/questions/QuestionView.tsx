import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { PolicyPage } from '../chat/PolicyPage.js';
import { Talk } from '../chat/Talk.js';
import { useLibraryName } from '../frame/me.js';
import { Loaded } from '../ui/Loaded.js';
import { To } from '../ui/To.js';
import { When } from '../ui/time.js';
import { useQuestion, type Question } from './api.js';
import { Coding } from './Coding.js';
import { Earlier } from './Earlier.js';
import { Holdings } from './Holdings.js';
import { Mails } from './Mails.js';
import { Due, Status } from './marks.js';
import { Neighbours } from './Neighbours.js';
import { usePresence, type Doing } from './presence.js';
import { PresentPeople } from './PresentPeople.js';
import { QuestionActions } from './QuestionActions.js';
import { History, Messages, Transcript } from './Record.js';
import { useSay, type Key } from './words.js';

/** One question: what was asked and said, who has it and whose turn it is, and what may be done with it. */
export function QuestionView({ id }: { id: string }) {
  const say = useSay();
  const question = useQuestion(id);
  return (
    <>
      <main id="work" className="work page" tabIndex={-1}>
        <Neighbours id={id} />
        <Loaded of={question}>{(q) => <Whole question={q} />}</Loaded>
      </main>
      <aside className="helps" aria-label={say('helps')}>
        {question.data && <Beside question={question.data} />}
      </aside>
    </>
  );
}

function Whole({ question: q }: { question: Question }) {
  const say = useSay();
  const nameOf = useLibraryName();
  const [doing, setDoing] = useState<Doing>('reading');
  const people = usePresence(q.id, doing);
  return (
    <article className="question" aria-labelledby="question-title">
      <header>
        <p className="row">
          <Status status={q.status} /> <Due row={q} />
          {q.practice && <span className="tag practice-tag">{say('practice.tag')}</span>}
          {q.mark && <span className="tag">{say(`mark.${q.mark}`)}</span>}
          {q.topic && <span className="tag">{say(`topic.${q.topic}` as Key)}</span>}
        </p>
        <h1 id="question-title">{q.subject ?? q.number}</h1>
        <p className="quiet">
          {q.number} · {q.patronInstitutionName ?? nameOf(q.patronInstitutionId)} ·{' '}
          {say(`source.${q.source}`)} · <When at={q.createdAt} />
          {q.promisedAt && (
            <>
              {' · '}
              {say('contact.promised-for')} <When at={q.promisedAt} />
            </>
          )}
        </p>
      </header>
      <PresentPeople people={people} />
      {q.noContact && (
        <p className="note warn">
          <span aria-hidden="true">⚠ </span>
          {say('question.no-contact')}
        </p>
      )}
      {q.offeredTo && (
        <p className="note">
          {say('question.offered', {
            library: q.offeredTo.institutionName ?? nameOf(q.offeredTo.institutionId),
          })}
        </p>
      )}
      <Related question={q} />
      <QuestionActions question={q} onDoing={setDoing} />
      <section className="panel" aria-labelledby="text-title">
        <h2 id="text-title">{say('question.text')}</h2>
        <p className="words">{q.text}</p>
        {q.fields.length > 0 && (
          <dl className="facts">
            {q.fields.map(({ name, label, value }) => (
              <div key={name}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <Transcript question={q} />
      <Messages question={q} />
      <Mails question={q} />
      <History question={q} />
    </article>
  );
}

/** What it was merged or split with, or repeats. */
function Related({ question }: { question: Question }) {
  const say = useSay();
  if (question.related.length === 0) return null;
  return (
    <ul className="note plain-list related" aria-label={say('related')}>
      {question.related.map(({ relation, id, number }) => (
        <li key={`${relation} ${id}`}>
          {say(`related.${relation}`)} <To to={`/questions/${id}`}>{number}</To>
        </li>
      ))}
    </ul>
  );
}

function Beside({ question }: { question: Question }) {
  const say = useSay();
  const [tab, setTab] = useState('who');
  return (
    <Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
      <TabList className="tab-list" aria-label={say('helps')}>
        <Tab id="who">{say('tab.who')}</Tab>
        <Tab id="earlier">{say('tab.earlier')}</Tab>
        <Tab id="codes">{say('tab.codes')}</Tab>
        <Tab id="policy">{say('tab.policy')}</Tab>
        <Tab id="talk">{say('tab.talk')}</Tab>
      </TabList>
      <TabPanel id="who">
        <Holdings question={question} />
      </TabPanel>
      <TabPanel id="earlier">
        <Earlier question={question} />
      </TabPanel>
      <TabPanel id="codes">
        <Coding key={question.resolution} question={question} />
      </TabPanel>
      <TabPanel id="policy">
        <PolicyPage institutionId={question.patronInstitutionId} />
      </TabPanel>
      <TabPanel id="talk" className="fill">
        <Talk />
      </TabPanel>
    </Tabs>
  );
}
