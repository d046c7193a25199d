import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useLanguage } from '../../language.js';
import { Action } from '../../ui/Action.js';
import { Loaded } from '../../ui/Loaded.js';
import { useSay } from '../words.js';
import type { EditorProps } from './extras.js';
import { HtmlAsk } from './HtmlAsk.js';
import { Fault, SchemaField } from './SchemaField.js';
import { bare } from './schema.js';

const forms = { chatSession: 'chat-session', askAnswers: 'ask-answers' } as const;
interface Survey {
  readonly use: string;
  readonly url: string | null;
  readonly questions: readonly string[];
}

/** The two survey forms side by side: what each asks, and View. */
export function SurveysEditor({ schema, value, onChange, name, faults }: EditorProps) {
  const say = useSay();
  const language = useLanguage();
  const all = value as Record<keyof typeof forms, Survey>;
  const [viewed, setViewed] = useState<'chat-session' | 'ask-answers'>();
  const catalogue = useQuery({
    queryKey: ['survey-questions', language],
    queryFn: () => ok(api.questions.GET('/v1/survey-questions', { params: { query: { language } } })),
    staleTime: 3_600_000,
  });
  return (
    <div className="two-columns">
      {(Object.keys(forms) as (keyof typeof forms)[]).map((form) => {
        const one = all[form];
        const of = bare(schema.properties?.[form] ?? {}).of;
        const most = of.properties?.questions?.maxItems ?? 15;
        const set = (to: Partial<Survey>) => onChange({ ...all, [form]: { ...one, ...to } });
        const part = (property: string) => ({
          schema: of.properties?.[property] ?? {},
          name: `${name}.${form}.${property}`,
          at: `${form}.${property}`,
          faults,
        });
        return (
          <fieldset key={form} className="panel">
            <legend>{say(`survey.${form}`)}</legend>
            <SchemaField {...part('use')} value={one.use} onChange={(use) => set({ use: String(use) })} />
            {one.use === 'external' && (
              <SchemaField
                {...part('url')}
                value={one.url}
                onChange={(url) => set({ url: url as string | null })}
              />
            )}
            {one.use === 'internal' && (
              <Loaded of={catalogue}>
                {({ items }) => (
                  <fieldset className="choices">
                    <legend>
                      {say('survey.questions')} <span className="count">{one.questions.length}</span>{' '}
                      <span className="quiet">{say('survey.most', { count: most })}</span>
                    </legend>
                    {items.map(({ key, ask }) => {
                      const chosen = one.questions.includes(key);
                      const full = !chosen && one.questions.length >= most;
                      return (
                        <label key={key} className={`choice ${full ? 'off' : ''}`}>
                          <input
                            type="checkbox"
                            checked={chosen}
                            disabled={full}
                            onChange={({ target }) =>
                              set({
                                questions: target.checked
                                  ? [...one.questions, key]
                                  : one.questions.filter((other) => other !== key),
                              })
                            }
                          />
                          <span>{ask}</span>
                        </label>
                      );
                    })}
                    <Fault at={`${form}.questions`} faults={faults} />
                  </fieldset>
                )}
              </Loaded>
            )}
            <Action onPress={() => setViewed(forms[form])}>{say('survey.view')}</Action>
          </fieldset>
        );
      })}
      {viewed && (
        <HtmlAsk
          title={say('survey.viewed')}
          of={['survey-view', viewed]}
          link={() =>
            ok(
              api.questions.POST('/v1/survey-forms/{form}/view/links', {
                params: { path: { form: viewed } },
              }),
            )
          }
          onClose={() => setViewed(undefined)}
        />
      )}
    </div>
  );
}
