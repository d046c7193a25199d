import { useSay } from '../words.js';
import { useSetting } from './api.js';
import type { BesideProps } from './extras.js';
import { kindOf, type FormField } from './FormEditors.js';
import { BannerShown } from './besides.js';

/** The chat form as patrons see it, with what is in the form now. */
export function ChatFormPreview({ value }: BesideProps) {
  const say = useSay();
  const { fields } = value as { fields: readonly FormField[] };
  return (
    <Shown title={say('preview.chat')}>
      <Box label={say('preview.question')} long />
      <Box label={say('preview.name')} />
      <Box label={say('preview.email')} />
      {fields.map((field, n) => (
        <Asked key={n} field={field} />
      ))}
      <span className="button first">{say('preview.start')}</span>
    </Shown>
  );
}

interface AskForm {
  readonly title: string;
  readonly introduction: string;
  readonly subject: string;
  readonly email: string;
  readonly fields: readonly FormField[];
}

export function AskFormPreview({ value, owner }: BesideProps) {
  const say = useSay();
  const { title, introduction, subject, email, fields } = value as AskForm;
  const banner = useSetting<Parameters<typeof BannerShown>[0]['banner']>(owner, 'banner');
  return (
    <Shown title={title}>
      {banner && <BannerShown banner={banner} />}
      {introduction && <p className="said">{introduction}</p>}
      {subject !== 'hidden' && <Box label={say('preview.subject')} must={subject === 'required'} />}
      <Box label={say('preview.question')} long must />
      <Box label={say('preview.name')} />
      <Box label={say('preview.email')} must={email === 'required'} />
      {fields.map((field, n) => (
        <Asked key={n} field={field} />
      ))}
      <span className="button first">{say('preview.send')}</span>
    </Shown>
  );
}

function Shown({ title, children }: { title: string; children: React.ReactNode }) {
  const say = useSay();
  return (
    <figure className="shown">
      <figcaption>{say('preview')}</figcaption>
      <div className="shown-page" inert>
        <p className="shown-title">{title}</p>
        {children}
      </div>
    </figure>
  );
}

function Asked({ field }: { field: FormField }) {
  const kind = kindOf(field);
  if (kind === 'checkbox')
    return (
      <p className="choice">
        <input type="checkbox" disabled /> {field.label}
      </p>
    );
  if (kind === 'choice')
    return (
      <div className="field">
        <span className="label">
          {field.label}
          {field.required && ' *'}
        </span>
        <select className="input" aria-label={field.label}>
          {field.options.map((option, n) => (
            <option key={n}>{option}</option>
          ))}
        </select>
      </div>
    );
  return <Box label={field.label} long={kind === 'text'} must={field.required} />;
}

function Box({ label, long, must }: { label: string; long?: boolean; must?: boolean }) {
  return (
    <div className="field">
      <span className="label">
        {label}
        {must && ' *'}
      </span>
      <span className={`input shown-box ${long ? 'long' : ''}`} />
    </div>
  );
}
