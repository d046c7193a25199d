import { useState } from 'react';
import { languageNamer, useLanguage } from '../../language.js';
import { Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useOwnSetting } from './own-setting.js';
import { useSay } from './words.js';

interface Spoken {
  readonly languages: readonly string[];
}
const MOST = 20;
/** What is offered to choose from; any other that was set by a program stays. */
const offered = [
  ...['am', 'ar', 'bn', 'bs', 'cs', 'da', 'de', 'el', 'en', 'es', 'fa', 'fi', 'fr', 'gu', 'he', 'hi', 'hmn'],
  ...['hr', 'ht', 'hu', 'hy', 'it', 'ja', 'km', 'ko', 'lo', 'ne', 'nl', 'no', 'pa', 'pl', 'pt', 'ro', 'ru'],
  ...['so', 'sq', 'sr', 'sv', 'sw', 'th', 'ti', 'tl', 'tr', 'uk', 'ur', 'vi', 'yue', 'zh'],
];

/** In which languages one answers: whose language a librarian speaks is offered to him or her first. */
export function SpokenLanguages() {
  const { kept } = useOwnSetting<Spoken>('spoken-languages');
  return <Loaded of={kept}>{(value) => <Form key={value.languages.join()} before={value} />}</Loaded>;
}

function Form({ before }: { before: Spoken }) {
  const say = useSay();
  const nameOf = languageNamer(useLanguage());
  const { keep } = useOwnSetting<Spoken>('spoken-languages');
  const [languages, setLanguages] = useState(before.languages);
  const left = offered
    .filter((one) => !languages.includes(one))
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const changed = languages.join() !== before.languages.join();
  return (
    <form
      className="stack narrow"
      onSubmit={(event) => {
        event.preventDefault();
        keep.run({ languages: [...languages] });
      }}
    >
      <p className="quiet">{say('spoken.text')}</p>
      {languages.length === 0 ? (
        <p className="quiet">{say('spoken.none')}</p>
      ) : (
        <ul className="row tags" aria-label={say('spoken')}>
          {languages.map((one) => (
            <li key={one} className="tag">
              {nameOf(one)}{' '}
              <button
                type="button"
                className="link-button"
                aria-label={say('scripts.remove-of', { name: nameOf(one) })}
                onClick={() => setLanguages(languages.filter((other) => other !== one))}
              >
                <span aria-hidden="true">✕</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <label className="field">
        <span>{say('spoken.add')}</span>
        <select
          className="input"
          value=""
          disabled={languages.length >= MOST}
          onChange={({ target }) => target.value && setLanguages([...languages, target.value])}
        >
          <option value="">{say('spoken.choose')}</option>
          {left.map((one) => (
            <option key={one} value={one}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </label>
      <Trouble>{keep.trouble}</Trouble>
      <button type="submit" className="button" aria-busy={keep.busy} aria-disabled={!changed || undefined}>
        {say('shift.save')}
      </button>
    </form>
  );
}
