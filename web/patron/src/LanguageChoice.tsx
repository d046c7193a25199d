import { nameOf } from '@carrel/ui';
import { useSpeech } from './context.js';

/** The languages there are, each by its own name. */
export function LanguageChoice() {
  const { say, language, languages, speak } = useSpeech();
  if (languages.length < 2) return null;
  return (
    <select
      class="languages"
      aria-label={say('language')}
      value={language}
      onChange={(event) => speak(event.currentTarget.value)}
    >
      {languages.map((tag) => (
        <option key={tag} value={tag} lang={tag}>
          {nameOf(tag)}
        </option>
      ))}
    </select>
  );
}
