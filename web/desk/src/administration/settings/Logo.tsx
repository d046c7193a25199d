import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Field } from '../../ui/Field.js';
import { Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';

const kinds = 'image/png,image/jpeg,image/webp,image/gif';

/** The logo of the library's page: from a file, or copied from an address. */
export function Logo({ institutionId }: { institutionId: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [url, setUrl] = useState('');
  const queryKey = ['page-logo', institutionId];
  const page = useQuery({
    queryKey,
    queryFn: () => ok(api.chat.GET('/v1/patron-pages/{slug}', { params: { path: { slug: institutionId } } })),
  });
  const at = { params: { path: { institutionId } } };
  const fresh = () => {
    setUrl('');
    // One that is still on its way knows nothing of it.
    void queries.cancelQueries({ queryKey }).then(() => queries.invalidateQueries({ queryKey }));
  };
  const put = useCommand(
    (file: File) =>
      ok(
        api.chat.PUT('/v1/page-logos/{institutionId}', {
          ...at,
          headers: { 'content-type': file.type || 'application/octet-stream' },
          body: file as never,
          bodySerializer: (body: unknown) => body as never,
        }),
      ),
    fresh,
  );
  const copy = useCommand(
    () => ok(api.chat.POST('/v1/page-logos/{institutionId}/fetches', { ...at, body: { url: url.trim() } })),
    fresh,
  );
  const remove = useCommand(() => ok(api.chat.DELETE('/v1/page-logos/{institutionId}', at)), fresh);
  return (
    <section className="panel stack">
      <h2>{say('logo')}</h2>
      <p>{say('logo.text')}</p>
      <Loaded of={page}>
        {({ logoPath, name }) =>
          logoPath ? (
            <p className="row">
              <img className="logo-shown" src={logoPath} alt={say('logo.of', { name })} />
              <Action kind="danger" onPress={() => remove.run()} busy={remove.busy}>
                {say('logo.remove')}
              </Action>
            </p>
          ) : (
            <p className="quiet">{say('logo.none')}</p>
          )
        }
      </Loaded>
      <div className="row">
        <input
          ref={input}
          type="file"
          accept={kinds}
          aria-label={say('logo.file')}
          hidden
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) put.run(file);
            target.value = '';
          }}
        />
        <Action onPress={() => input.current?.click()} busy={put.busy}>
          {say('logo.choose')}
        </Action>
      </div>
      <Field label={say('logo.address')} type="url" value={url} onChange={setUrl} maxLength={2000} />
      <div className="row">
        <Action
          onPress={() => copy.run()}
          busy={copy.busy}
          whyNot={/^https?:\/\/\S+/.test(url.trim()) ? undefined : say('logo.address-first')}
        >
          {say('logo.copy')}
        </Action>
      </div>
      <Trouble>{put.trouble ?? copy.trouble ?? remove.trouble}</Trouble>
    </section>
  );
}
