import { useState } from 'react';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { To } from '../../ui/To.js';
import { useSay, type Key } from '../words.js';
import { useDefinitions, useSettings, type Owner } from './api.js';
import { humanized, plainWords } from './schema.js';
import { bySubject } from './subjects.js';
import { useSettingWords } from './words.js';

/** All settings there are, by subject, to be searched by name, help and value. */
export function SettingsIndex({ owner, at }: { owner: Owner; at: string }) {
  const say = useSay();
  const words = useSettingWords();
  const definitions = useDefinitions();
  const settings = useSettings(owner);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  return (
    <>
      <h1>{say('settings')}</h1>
      <input
        type="search"
        className="input narrow"
        aria-label={say('settings.search')}
        placeholder={say('settings.search')}
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <Loaded of={definitions}>
        {(all) => {
          const own = all.filter(({ key, level, description }) => {
            if (level !== owner.level) return false;
            const said = `${key} ${words(`t.${key}`, humanized(key))} ${words(`d.${key}`, plainWords(description))}`;
            return said.toLowerCase().includes(wanted);
          });
          if (own.length === 0) return <Empty title={say('nothing-found')} />;
          return bySubject(own.map(({ key }) => key)).map(({ subject, keys }) => (
            <section key={subject} aria-labelledby={`subject-${subject}`}>
              <h2 id={`subject-${subject}`}>{say(`subject.${subject}` as Key)}</h2>
              <ul className="setting-rows">
                {keys.map((key) => {
                  const stored = settings.data?.find((one) => one.key === key);
                  const definition = own.find((one) => one.key === key)!;
                  return (
                    <li key={key}>
                      <To to={`${at}/settings/${key}`} className="setting-row">
                        <strong>{words(`t.${key}`, humanized(key))}</strong>
                        <span className="quiet">{words(`d.${key}`, plainWords(definition.description))}</span>
                        <span className="quiet setting-when">
                          {stored?.changedAt ? <When at={stored.changedAt} /> : say('setting.as-it-comes')}
                        </span>
                      </To>
                    </li>
                  );
                })}
              </ul>
            </section>
          ));
        }}
      </Loaded>
    </>
  );
}
