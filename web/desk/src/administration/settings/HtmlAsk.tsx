import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';

interface Props {
  readonly title: string;
  readonly of: readonly string[];
  /** Makes a link that shows the page once to whoever opens it. */
  readonly link: () => Promise<{ readonly url: string; readonly expiresIn: number }>;
  readonly onClose: () => void;
}

/**
 * A page that the service draws, as it will look, where nothing in it can act; a link shows it by itself, once. It comes by
 * such a link, and so with a policy of its own that lets it wear its styles: written into this page it would have ours.
 */
export function HtmlAsk({ title, of, link, onClose }: Props) {
  const say = useSay();
  const page = useQuery({ queryKey: ['html', ...of], queryFn: link, gcTime: 0, staleTime: Infinity });
  const [made, setMade] = useState<{ url: string; expiresIn: number }>();
  const make = useCommand(link, setMade);
  return (
    <Ask title={title} onClose={onClose} wide>
      <Loaded of={page}>
        {({ url }) => (
          <iframe className="preview paper" title={title} sandbox="" src={new URL(url).pathname} />
        )}
      </Loaded>
      <Trouble>{make.trouble}</Trouble>
      {made ? (
        <p className="note">
          <a
            href={made.url}
            target="_blank"
            rel="noopener noreferrer"
            // The link is worth nothing once it was opened.
            onClick={() => setTimeout(() => setMade(undefined))}
          >
            {say('once.open')}
          </a>{' '}
          <span className="quiet">
            {say('once.text', { minutes: Math.max(1, Math.floor(made.expiresIn / 60)) })}
          </span>
        </p>
      ) : (
        <div className="row">
          <Action busy={make.busy} onPress={() => make.run()}>
            {say('once.make')}
          </Action>
        </div>
      )}
    </Ask>
  );
}
