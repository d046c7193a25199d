import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { at, type Question } from './api.js';
import { useSay } from './words.js';

/** Prepared texts of one's own, the library's and the group's, filled in for this question. */
export function Canned({ question, onTake }: { question: Question; onTake: (text: string) => void }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Action onPress={() => setOpen(true)}>{say('canned')}</Action>
      {open && (
        <CannedAsk
          question={question}
          onClose={() => setOpen(false)}
          onTake={(text) => {
            setOpen(false);
            onTake(text);
          }}
        />
      )}
    </>
  );
}

interface Props {
  readonly question: Question;
  readonly onClose: () => void;
  readonly onTake: (text: string) => void;
}

function CannedAsk({ question, onClose, onTake }: Props) {
  const say = useSay();
  const [wanted, setWanted] = useState('');
  const answers = useQuery({
    queryKey: ['canned', question.id],
    staleTime: 60_000,
    queryFn: () => ok(api.questions.GET('/v1/questions/{id}/canned-answers', at(question))),
  });
  const sought = wanted.trim().toLowerCase();
  return (
    <Ask title={say('canned')} onClose={onClose} wide>
      <input
        type="search"
        className="input"
        aria-label={say('canned.search')}
        placeholder={say('canned.search')}
        value={wanted}
        autoFocus
        onChange={({ target }) => setWanted(target.value)}
      />
      <Loaded of={answers}>
        {({ items }) => {
          const found = items.filter(({ name, text }) => `${name} ${text}`.toLowerCase().includes(sought));
          if (found.length === 0)
            return (
              <Empty title={say(sought ? 'nothing-found' : 'canned.none')}>
                {sought ? undefined : say('canned.none-text')}
              </Empty>
            );
          return (
            <ul className="plain-list canned">
              {found.map(({ scope, name, text }) => (
                <li key={`${scope}:${name}`}>
                  <button type="button" className="canned-one" onClick={() => onTake(text)}>
                    <strong>{name}</strong> <span className="tag">{say(`canned.${scope}`)}</span>
                    <span className="block quiet canned-text">{text}</span>
                  </button>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Ask>
  );
}
