import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { useSay } from '../language.js';
import type { Session } from '../live/types.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';

interface Props {
  readonly session: Session;
  readonly first: { readonly url: string; readonly title: string };
  readonly onClose: () => void;
}

/** A page is shown beside the patron's chat; here it is seen first as the patron will see it. */
export function PagePush({ session, first, onClose }: Props) {
  const say = useSay();
  const [url, setUrl] = useState(first.url);
  const [title, setTitle] = useState(first.title);
  const address = addressOf(url);
  const [preview, setPreview] = useState<string | undefined>(addressOf(first.url));
  const push = useCommand(
    () =>
      ok(
        api.chat.POST('/v1/sessions/{id}/pages', {
          params: { path: { id: session.id } },
          body: { url: address!, ...(title.trim() ? { title: title.trim() } : {}) },
        }),
      ),
    onClose,
  );
  return (
    <Ask title={say('page.push')} onClose={onClose} wide>
      <div className="pair">
        <Field
          label={say('page.address')}
          type="url"
          value={url}
          onChange={setUrl}
          autoFocus
          maxLength={2000}
        />
        <Field label={say('page.title')} value={title} onChange={setTitle} maxLength={200} />
      </div>
      {preview && (
        <iframe
          className="preview"
          title={say('page.preview')}
          src={preview}
          sandbox="allow-scripts"
          referrerPolicy="no-referrer"
        />
      )}
      <p className="quiet">{say('page.preview-text')}</p>
      <Trouble>{push.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          whyNot={address ? undefined : say('page.need-address')}
          busy={push.busy}
          onPress={() => push.run()}
        >
          {say('page.send', { name: session.patron.name })}
        </Action>
        <Action whyNot={address ? undefined : say('page.need-address')} onPress={() => setPreview(address)}>
          {say('preview')}
        </Action>
      </div>
    </Ask>
  );
}

function addressOf(text: string): string | undefined {
  try {
    const url = new URL(text.trim().includes('://') ? text.trim() : `https://${text.trim()}`);
    return /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? url.href : undefined;
  } catch {
    return undefined;
  }
}
