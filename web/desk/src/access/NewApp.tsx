import { ok, type Carrel } from '@carrel/client';
import { useEffect, useState } from 'react';
import { encode } from 'uqr';
import { useSay } from '../language.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import type { Enrolled } from './Enrolment.js';

interface Secret {
  readonly secret: string;
  readonly uri: string;
}

/** An authenticator app: its picture is scanned or its key typed, and a first code shows that it works. */
export function NewApp({ by, onDone }: { by: Carrel; onDone: (enrolled: Enrolled) => void }) {
  const say = useSay();
  const [secret, setSecret] = useState<Secret>();
  const [code, setCode] = useState('');
  const start = useCommand(() => ok(by.admin.POST('/v1/me/second-factor/totp')), setSecret);
  useEffect(() => start.run(), []);
  const confirm = useCommand(
    () => ok(by.admin.POST('/v1/me/second-factor/totp/confirm', { body: { code: code.replace(/\s/g, '') } })),
    onDone,
  );
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        confirm.run();
      }}
    >
      <Trouble again={() => start.run()}>{start.trouble}</Trouble>
      {secret && (
        <>
          <p>{say('factor.scan')}</p>
          <Qr text={secret.uri} label={say('factor.qr')} />
          <p className="quiet">
            {say('factor.type-key')}{' '}
            <code className="secret">{secret.secret.match(/.{1,4}/g)?.join(' ')}</code>
          </p>
          <Field
            label={say('sign-in.code')}
            hint={say('sign-in.code-text')}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={20}
          />
        </>
      )}
      <Trouble>{confirm.trouble}</Trouble>
      <button className="button first" type="submit" aria-busy={confirm.busy}>
        {say('factor.confirm')}
      </button>
    </form>
  );
}

/** Dark on light whatever the page's colours are: cameras read nothing else. */
function Qr({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 3 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
