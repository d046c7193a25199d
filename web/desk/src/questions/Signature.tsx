import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { Loaded } from '../ui/Loaded.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { useSay } from './words.js';

const path = { key: 'mail-signature' as const };
const readSignature = async () => {
  const setting = await ok(api.admin.GET('/v1/me/settings/{key}', { params: { path } }));
  return (setting as unknown as { text: string }).text;
};

/** One's own signature, which Carrel puts below what is mailed to patrons. */
export function Signature() {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Action kind="plain" onPress={() => setOpen(true)}>
        {say('signature')}
      </Action>
      {open && <SignatureAsk onClose={() => setOpen(false)} />}
    </>
  );
}

function SignatureAsk({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const kept = useQuery({ queryKey: ['signature'], queryFn: readSignature });
  return (
    <Ask title={say('signature')} onClose={onClose}>
      <Loaded of={kept}>{(text) => <SignatureForm before={text} onClose={onClose} />}</Loaded>
    </Ask>
  );
}

function SignatureForm({ before, onClose }: { before: string; onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const [text, setText] = useState(before);
  const keep = useCommand(
    () =>
      ok(api.admin.PUT('/v1/me/settings/{key}', { params: { path }, body: { text: text.trim() } as never })),
    () => {
      void queries.invalidateQueries({ queryKey: ['signature'] });
      void queries.invalidateQueries({ queryKey: ['letter'] });
      toast(say('signature.kept'));
      onClose();
    },
  );
  return (
    <>
      <Field
        label={say('signature')}
        hint={say('signature.hint')}
        value={text}
        onChange={setText}
        rows={5}
        maxLength={2000}
      />
      <Trouble>{keep.trouble}</Trouble>
      <div className="row">
        <Action kind="first" busy={keep.busy} onPress={() => keep.run()}>
          {say('signature.keep')}
        </Action>
      </div>
    </>
  );
}
