import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { Loaded } from '../ui/Loaded.js';
import { When } from '../ui/time.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { at, useFeeds, useFresh } from './api.js';
import { useSay } from './words.js';

/** Links that bring the library's duties into a calendar program; each is shown once. */
export function Calendar() {
  const say = useSay();
  const feeds = useFeeds();
  const fresh = useFresh();
  const [made, setMade] = useState<{ id: string; url: string }>();
  const make = useCommand(
    () => ok(api.referrals.POST('/v1/duty-feeds')),
    (feed) => (setMade(feed), fresh()),
  );
  const revoke = useCommand(
    (id: string) => ok(api.referrals.DELETE('/v1/duty-feeds/{id}', at(id))),
    () => (fresh(), toast(say('calendar.revoked'))),
  );
  return (
    <section className="stack pad" aria-labelledby="calendar-title">
      <h2 id="calendar-title">{say('calendar.title')}</h2>
      <p className="quiet">{say('calendar.text')}</p>
      <Action busy={make.busy} onPress={() => make.run()}>
        {say('calendar.make')}
      </Action>
      {made && (
        <div className="stack note">
          <label className="field">
            <span>{say('calendar.once')}</span>
            <input className="input" readOnly value={made.url} onFocus={({ target }) => target.select()} />
          </label>
          <Action
            onPress={() =>
              void navigator.clipboard.writeText(made.url).then(
                () => toast(say('calendar.copied')),
                () => toast(say('calendar.copy-by-hand'), 'trouble'),
              )
            }
          >
            {say('calendar.copy')}
          </Action>
        </div>
      )}
      <Loaded of={feeds}>
        {({ items }) => (
          <ul className="plain-list">
            {items.map((feed) => (
              <li key={feed.id} className="row spread">
                <span>
                  {say('calendar.link')} <When at={feed.createdAt} />
                </span>
                <button
                  type="button"
                  className="link-button"
                  onClick={() => {
                    if (made?.id === feed.id) setMade(undefined);
                    revoke.run(feed.id);
                  }}
                >
                  {say('calendar.revoke')}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Trouble>{make.trouble ?? revoke.trouble}</Trouble>
    </section>
  );
}
