import { When } from '../../ui/time.js';
import { Trouble, troubleOf } from '../../ui/trouble.js';
import { humanized, plainWords } from '../settings/schema.js';
import { useSettings, type Owner } from '../settings/api.js';
import { useSettingWords } from '../settings/words.js';
import { libraryTasks, moreLibraryTasks, type Task } from '../tasks.js';
import { To } from '../../ui/To.js';
import { useSay, type Key } from '../words.js';
import { useReadiness, type Step } from './readiness.js';

/** What is left before the library may go live, and every task of setting up in its order. */
export function SetUpPage({ institutionId, name }: { institutionId: string; name: string }) {
  const say = useSay();
  const { steps, error, live, availability } = useReadiness(institutionId);
  const owner: Owner = { level: 'institution', id: institutionId };
  if (!steps)
    return error ? (
      <Trouble>{troubleOf(error, say)}</Trouble>
    ) : (
      <p className="loading" role="status">
        {say('loading')}
      </p>
    );
  const left = steps.filter(({ done }) => !done);
  const next = left[0];
  return (
    <>
      <h1>{say('set-up.title', { name })}</h1>
      <section className="panel stack" aria-labelledby="live-title">
        <h2 id="live-title">{say('set-up.live')}</h2>
        <p role="status" className="row">
          <span className={`tag ${left.length === 0 && live ? 'good' : 'warn'}`}>
            {left.length === 0 && live
              ? `✓ ${say('set-up.ready')}`
              : say('set-up.left', { count: left.length })}
          </span>
          {availability && <span>{say(`open.${availability.reason}`)}</span>}
        </p>
        <progress max={steps.length} value={steps.length - left.length} aria-label={say('set-up.progress')} />
        <ol className="plain-list checks">
          {steps.map((step) => (
            <StepRow key={step.key} step={step} next={step === next} />
          ))}
        </ol>
      </section>
      <Tasks title={say('set-up.tasks')} tasks={libraryTasks} owner={owner} steps={steps} />
      <Tasks title={say('set-up.more')} tasks={moreLibraryTasks} owner={owner} steps={steps} />
    </>
  );
}

function StepRow({ step: { key, done, missing, to }, next }: { step: Step; next: boolean }) {
  const say = useSay();
  const name = (field: string) => (key === 'profile' ? say(`profile.${field}` as Key) : field);
  return (
    <li className={done ? 'ok' : 'not-ok'}>
      <span className="check" aria-hidden="true">
        {done ? '✓' : '○'}
      </span>
      <span>
        <To to={to}>{say(`step.${key}` as Key)}</To>{' '}
        <span className="quiet">{say(done ? 'check.ok' : 'check.left')}</span>
        {next && <span className="tag">{say('check.next')}</span>}
        {!done && missing && missing.length > 0 && (
          <span className="quiet said">
            {say('check.missing-names', { names: missing.map(name).join(', ') })}
          </span>
        )}
      </span>
    </li>
  );
}

interface TasksProps {
  readonly title: string;
  readonly tasks: readonly Task[];
  readonly owner: Owner;
  readonly steps?: readonly Step[];
}
/** Tasks in their order, each with its page and what became of it. */
export function Tasks({ title, tasks, owner, steps = [] }: TasksProps) {
  const say = useSay();
  const words = useSettingWords();
  const { data: settings } = useSettings(owner);
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      <ol className="tasks">
        {tasks.map(({ key, to, setting, step }) => {
          const stored = settings?.find((one) => one.key === setting);
          const counted = steps.find((one) => one.key === step);
          return (
            <li key={key}>
              <To to={to} className="task">
                <strong>
                  {setting ? words(`t.${setting}`, humanized(setting)) : say(`task.${key}` as Key)}
                </strong>
                <span className="quiet">
                  {setting
                    ? words(`d.${setting}`, plainWords(stored?.description ?? ''))
                    : say(`task.${key}.text` as Key)}
                </span>
                <span className="quiet setting-when">
                  {counted ? (
                    say(counted.done ? 'check.ok' : 'check.left')
                  ) : stored?.changedAt ? (
                    <>
                      {say('task.set')} <When at={stored.changedAt} />
                    </>
                  ) : setting ? (
                    say('setting.as-it-comes')
                  ) : (
                    ''
                  )}
                </span>
              </To>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
