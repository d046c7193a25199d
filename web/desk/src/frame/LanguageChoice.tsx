import { nameOf } from '@carrel/ui';
import { languages, useLanguage, useSay } from '../language.js';

export function LanguageChoice({ turn }: { turn: (language: string) => void }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <label className="language-choice">
      <span className="unseen">{say('language')}</span>
      <select className="input" value={language} onChange={({ target }) => turn(target.value)}>
        {languages.map((one) => (
          <option key={one} value={one} lang={one}>
            {nameOf(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
