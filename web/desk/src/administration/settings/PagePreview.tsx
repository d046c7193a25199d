import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';
import type { BesideProps } from './extras.js';

/** The library's page as it would be with what is in the form, while open and while closed, before anything is saved. */
export function PagePreview({ value, stored: { key } }: BesideProps) {
  const say = useSay();
  const [made, setMade] = useState<{ path: string; of: unknown }>();
  const make = useCommand(
    () => ok(api.chat.POST('/v1/page-previews', { body: { settings: { [key]: value } as never } })),
    ({ path }) => setMade({ path, of: value }),
  );
  return (
    <section className="panel stack">
      <h2>{say('page-preview')}</h2>
      <p>{say('page-preview.text')}</p>
      {made && made.of === value ? (
        <p role="status">
          <a href={made.path} target="_blank" rel="noreferrer">
            {say('page-preview.open')}
          </a>
        </p>
      ) : (
        <div className="row">
          <Action onPress={() => make.run()} busy={make.busy}>
            {say('page-preview.make')}
          </Action>
        </div>
      )}
      <Trouble>{make.trouble}</Trouble>
    </section>
  );
}
