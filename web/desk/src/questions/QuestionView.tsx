import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { PolicyPage } from '../chat/PolicyPage.js';
import { Talk } from '../chat/Talk.js';
import { useLibraryName } from '../frame/me.js';
import { useSay, type Key } from './words.js';
import { Loaded } from '../ui/Loaded.js';
import { When } from '../ui/time.js';
import { useQuestion, type Question } from './api.js';
import { Due, Status } from './QuestionList.js';
import { History, Messages, Transcript } from './Record.js';
import { Holdings } from './Holdings.js';
import { QuestionActions } from './QuestionActions.js';

/** One question: what was asked and said, who has it and whose turn it is, and what may be done with it. */
export function QuestionView({ id }: { id: string }) {
  const say = useSay();
  const question = useQuestion(id);
  const nameOf = useLibraryName();
  return (
    <>
      <main id="work" className="work page" tabIndex={-1}>
        <Loaded of={question}>
          {(q) => (
            <article className="question" aria-labelledby="question-title">
              <header>
                <p className="row">
                  <Status status={q.status} /> <Due row={q} />
                  {q.practice && <span className="tag practice-tag">{say('practice.tag')}</span>}
                  {q.mark && <span className="tag">{say(`mark.${q.mark}` as Key)}</span>}
                </p>
                <h1 id="question-title">{q.subject ?? q.number}</h1>
                <p className="quiet">
                  {q.number} · {nameOf(q.patronInstitutionId)} · {say(`source.${q.source}` as Key)} ·{' '}
                  <When at={q.createdAt} />
                </p>
              </header>
              {q.noContact && (
                <p className="note warn">
                  <span aria-hidden="true">⚠ </span>
                  {say('question.no-contact')}
                </p>
              )}
              <QuestionActions question={q} />
              <section className="panel">
                <h2>{say('question.text')}</h2>
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
              <History question={q} />
            </article>
          )}
        </Loaded>
      </main>
      <aside className="helps" aria-label={say('helps')}>
        {question.data && <Beside question={question.data} />}
      </aside>
    </>
  );
}

function Beside({ question }: { question: Question }) {
  const say = useSay();
  const [tab, setTab] = useState('who');
  return (
    <Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
      <TabList className="tab-list" aria-label={say('helps')}>
        <Tab id="who">{say('tab.who')}</Tab>
        <Tab id="policy">{say('tab.policy')}</Tab>
        <Tab id="talk">{say('tab.talk')}</Tab>
      </TabList>
      <TabPanel id="who">
        <Holdings question={question} />
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
