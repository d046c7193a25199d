import { nameOf } from '@carrel/ui';
import { useSpeech } from './context.js';

/** The languages there are, each by its own name. */
export function LanguageChoice() {
  const { say, language, languages, speak } = useSpeech();
  return <LanguageSelect {...{ label: say('language'), language, languages, speak }} />;
}

interface Props {
  readonly label: string;
  readonly language: string;
  readonly languages: readonly string[];
  readonly speak: (language: string) => void;
}
export function LanguageSelect({ label, language, languages, speak }: Props) {
  if (languages.length < 2) return null;
  return (
    <select
      class="languages"
      aria-label={label}
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
