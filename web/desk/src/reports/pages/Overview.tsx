import type { ReactNode } from 'react';
import { To } from '../../ui/To.js';
import { useLanguage } from '../../language.js';
import { Loaded } from '../../ui/Loaded.js';
import { fileOf, useChats, useQuestions } from '../api.js';
import { useBehind, type Asked } from '../asked.js';
import { fileNameOf, useNameOf } from '../names.js';
import { Bars } from '../plots/Bars.js';
import { Change, useDuration } from '../plots/Figure.js';
import { Plot } from '../plots/Plot.js';
import { useSay } from '../words.js';
import { ChatsTrend } from './ChatPlots.js';
import { QuestionsTrend } from './QuestionPlots.js';

/** The few numbers that are asked for most, and both trends. */
export function Overview({ asked }: { asked: Asked }) {
  const say = useSay();
  const duration = useDuration();
  const nameOf = useNameOf();
  const behind = useBehind('overview');
  const questions = useQuestions(asked, 'source');
  const chats = useChats(asked, asked.unit);
  const missedIn = (missed: Readonly<Record<string, number>> | undefined) =>
    Object.values(missed ?? {}).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <Loaded of={questions}>
        {(of) => (
          <Loaded of={chats}>
            {(chat) => (
              <ul className="figures">
                <Figure
                  name={say('questions')}
                  value={of.total}
                  before={of.before?.total}
                  to={behind({ rows: 'questions', behind: 'all' }, say('questions'))}
                />
                <Figure
                  name={say('chats.requested')}
                  value={chat.requested}
                  before={chat.before?.requested}
                  to={behind({ rows: 'chats', behind: 'requested' }, say('chats.requested'))}
                />
                <Figure
                  name={say('chats.accepted')}
                  value={chat.accepted}
                  before={chat.before?.accepted}
                  to={behind({ rows: 'chats', behind: 'waited' }, say('chats.accepted'))}
                />
                <Figure
                  name={say('chats.missed')}
                  value={missedIn(chat.missed)}
                  before={chat.before && missedIn(chat.before.missed)}
                  to={behind({ rows: 'chats', behind: 'missed' }, say('chats.missed'))}
                />
                <Time name={say('times.waited')} now={chat.waiting.median} then={chat.before?.waiting.median}>
                  {duration}
                </Time>
                <Time
                  name={say('times.first-response')}
                  now={chat.firstResponse.median}
                  then={chat.before?.firstResponse.median}
                >
                  {duration}
                </Time>
                <Time name={say('times.response')} now={of.response.median} then={of.before?.response.median}>
                  {duration}
                </Time>
              </ul>
            )}
          </Loaded>
        )}
      </Loaded>
      <QuestionsTrend asked={asked} page="overview" />
      <ChatsTrend asked={asked} page="overview" />
      <Loaded of={questions}>
        {({ apart, before }) => {
          const lines = Object.entries(apart).map(([value, count]) => ({
            ...{ key: value, name: nameOf('apart', value), count, before: before?.apart[value] ?? 0 },
            to: behind({ rows: 'questions', behind: 'apart', value }, nameOf('apart', value)),
          }));
          return (
            <Plot
              title={say('apart')}
              text={say('apart.text')}
              fileName={fileNameOf('apart', asked)}
              file={fileOf.table([
                [say('apart'), say('questions')],
                ...lines.map(({ name, count }) => [name, count]),
              ])}
            >
              <Bars
                lines={lines}
                what={say('apart.what')}
                counted={say('questions')}
                compare={asked.compare}
                whole={false}
              />
            </Plot>
          );
        }}
      </Loaded>
    </>
  );
}

function Figure({
  name,
  value,
  before,
  to,
}: {
  name: string;
  value: number;
  before: number | undefined;
  to: string;
}) {
  const language = useLanguage();
  return (
    <li>
      <To to={to} className="figure-name">
        {name}
      </To>
      <strong>{value.toLocaleString(language)}</strong>
      {before !== undefined && <Change now={value} before={before} />}
    </li>
  );
}

function Time({
  name,
  now,
  then,
  children: duration,
}: {
  name: string;
  now: number | null;
  then: number | null | undefined;
  children: (seconds: number | null) => ReactNode;
}) {
  const say = useSay();
  return (
    <li>
      <span className="figure-name">{say('median-of', { name })}</span>
      <strong>{duration(now)}</strong>
      {then !== undefined && (
        <span className="change quiet">{say('before-was', { value: String(duration(then)) })}</span>
      )}
    </li>
  );
}
