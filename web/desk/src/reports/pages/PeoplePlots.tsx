import type { ReactNode } from 'react';
import { Loaded } from '../../ui/Loaded.js';
import { fileOf, useChats, useQuestions } from '../api.js';
import { useBehind, type Asked } from '../asked.js';
import { fileNameOf } from '../names.js';
import { Count, useDuration } from '../plots/Figure.js';
import { Plot } from '../plots/Plot.js';
import { useSay } from '../words.js';

const parts = {
  chats: { rows: 'questions', behind: 'chat-librarian' },
  taken: { rows: 'questions', behind: 'taken-librarian' },
  answers: { rows: 'questions', behind: 'answer-librarian' },
  transfers: { rows: 'transfers' },
} as const;
const keys = Object.keys(parts) as (keyof typeof parts)[];

/** What each librarian did, and what each handed on. */
export function PeoplePlot({ asked }: { asked: Asked }) {
  const say = useSay();
  const report = useQuestions(asked, 'librarian');
  const behind = useBehind('people');
  return (
    <Plot
      title={say('people')}
      text={say('people.text')}
      file={fileOf.questions(asked, 'librarian')}
      fileName={fileNameOf('librarian', asked)}
    >
      <Loaded of={report}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{say('nothing-counted')}</p>
          ) : (
            <Wide label={say('people')}>
              <thead>
                <tr>
                  <th scope="col">{say('person')}</th>
                  {keys.map((key) => (
                    <th key={key} scope="col" className="figure">
                      {say(`people.${key}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map(({ value, name, parts: own = {} }) => (
                  <tr key={value}>
                    <th scope="row">{name ?? say('somebody')}</th>
                    {keys.map((key) => (
                      <td key={key} className="figure">
                        <Count
                          count={own[key] ?? 0}
                          to={behind({ ...parts[key], value }, `${name ?? ''}: ${say(`people.${key}`)}`)}
                          label={`${name ?? ''}, ${say(`people.${key}`)}`}
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">{say('sum')}</th>
                  {keys.map((key) => (
                    <td key={key} className="figure">
                      <Count count={items.reduce((sum, { parts: own }) => sum + (own?.[key] ?? 0), 0)} />
                    </td>
                  ))}
                </tr>
              </tfoot>
            </Wide>
          )
        }
      </Loaded>
    </Plot>
  );
}

/** Chats by who accepted them, or by library: how many, how long patrons waited, how long they lasted. */
export function ChatsBy({ asked, by, page }: { asked: Asked; by: 'librarian' | 'library'; page: string }) {
  const say = useSay();
  const duration = useDuration();
  const report = useChats(asked, by);
  const behind = useBehind(page);
  const missedIn = (missed: Readonly<Record<string, number>>) =>
    Object.values(missed).reduce((sum, count) => sum + count, 0);
  const ofLibraries = by === 'library';
  return (
    <Plot
      title={say(`chats-by.${by}`)}
      text={say(`chats-by.${by}-text`)}
      file={fileOf.chats(asked, by)}
      fileName={fileNameOf(`chats-${by}`, asked)}
    >
      <Loaded of={report}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{say('nothing-counted')}</p>
          ) : (
            <Wide label={say(`chats-by.${by}`)}>
              <thead>
                <tr>
                  <th scope="col">{say(ofLibraries ? 'library' : 'person')}</th>
                  {ofLibraries && (
                    <th scope="col" className="figure">
                      {say('chats.requested')}
                    </th>
                  )}
                  <th scope="col" className="figure">
                    {say('chats.accepted')}
                  </th>
                  {ofLibraries && (
                    <th scope="col" className="figure">
                      {say('chats.missed')}
                    </th>
                  )}
                  {(['times.waited', 'times.first-response', 'times.length'] as const).map((key) => (
                    <th key={key} scope="col" className="figure">
                      {say('median-of', { name: say(key) })}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map((line) => {
                  const { value, name, requested, accepted, missed } = line;
                  const own = (of: string, called: string) =>
                    ofLibraries
                      ? behind(
                          {
                            rows: 'chats',
                            behind: of,
                            ...(asked.owner.level === 'group' ? { library: value } : {}),
                          },
                          `${name ?? ''}: ${called}`,
                        )
                      : behind({ rows: 'chats', behind: 'librarian', value }, `${name ?? ''}: ${called}`);
                  return (
                    <tr key={value}>
                      <th scope="row">{name ?? say('somebody')}</th>
                      {ofLibraries && (
                        <td className="figure">
                          <Count
                            count={requested}
                            to={own('requested', say('chats.requested'))}
                            label={name ?? ''}
                          />
                        </td>
                      )}
                      <td className="figure">
                        <Count
                          count={accepted}
                          to={own('waited', say('chats.accepted'))}
                          label={name ?? ''}
                        />
                      </td>
                      {ofLibraries && (
                        <td className="figure">
                          <Count
                            count={missedIn(missed)}
                            to={own('missed', say('chats.missed'))}
                            label={name ?? ''}
                          />
                        </td>
                      )}
                      <td className="figure">{duration(line.waiting.median)}</td>
                      <td className="figure">{duration(line.firstResponse.median)}</td>
                      <td className="figure">{duration(line.length.median)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </Wide>
          )
        }
      </Loaded>
    </Plot>
  );
}

export function Wide({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="wide-table" role="group" aria-label={label} tabIndex={0}>
      <table className="bars many">{children}</table>
    </div>
  );
}
