import { ok } from '@carrel/client';
import { nameOf } from '@carrel/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.js';
import { Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from './words.js';

const offered = [
  ...[
    'ar',
    'bn',
    'cs',
    'da',
    'de',
    'el',
    'en',
    'es',
    'fa',
    'fi',
    'fr',
    'he',
    'hi',
    'hu',
    'it',
    'ja',
    'ko',
    'nl',
  ],
  ...['pl', 'pt', 'ro', 'ru', 'so', 'sv', 'sw', 'th', 'tl', 'tr', 'uk', 'ur', 'vi', 'zh'],
];
const params = { path: { key: 'spoken-languages' } } as const;
const key = ['spoken-languages'];

/** Languages one speaks with patrons, by which chats find somebody who does. */
export function Languages() {
  const say = useSay();
  const queries = useQueryClient();
  const spoken = useQuery({
    queryKey: key,
    queryFn: async () =>
      (await ok(api.admin.GET('/v1/me/settings/{key}', { params }))) as { languages: string[] },
  });
  const change = useCommand(
    (languages: string[]) => ok(api.admin.PUT('/v1/me/settings/{key}', { params, body: { languages } })),
    () => void queries.invalidateQueries({ queryKey: key }),
  );
  return (
    <>
      <p>{say('languages.text')}</p>
      <Loaded of={spoken}>
        {({ languages }) => (
          <fieldset className="pair">
            <legend className="unseen">{say('account.languages')}</legend>
            {[...new Set([...languages, ...offered])]
              .sort((one, other) => nameOf(one).localeCompare(nameOf(other)))
              .map((one) => (
                <label key={one} className="choice">
                  <input
                    type="checkbox"
                    checked={languages.includes(one)}
                    onChange={({ target }) =>
                      change.run(
                        target.checked ? [...languages, one] : languages.filter((other) => other !== one),
                      )
                    }
                  />
                  <span lang={one}>{nameOf(one)}</span>
                </label>
              ))}
          </fieldset>
        )}
      </Loaded>
      <Trouble>{change.trouble}</Trouble>
    </>
  );
}
