import { Loaded } from '../../ui/Loaded.js';
import { useQuestions } from '../api.js';
import type { Asked } from '../asked.js';
import { useSay } from '../words.js';
import { TimesPlot } from './TimesPlot.js';

/** How long patrons waited for the first answer, and until all was done. */
export function QuestionTimes({ asked, page }: { asked: Asked; page: string }) {
  const say = useSay();
  const report = useQuestions(asked, 'source');
  return (
    <Loaded of={report}>
      {({ response, completion, before }) => (
        <div className="plots">
          <TimesPlot
            {...{ asked, page, counted: say('questions'), times: response, before: before?.response }}
            title={say('times.response')}
            text={say('times.response-text')}
            behind={{ rows: 'questions', behind: 'response' }}
          />
          <TimesPlot
            {...{ asked, page, counted: say('questions'), times: completion, before: before?.completion }}
            title={say('times.completion')}
            text={say('times.completion-text')}
            behind={{ rows: 'questions', behind: 'completion' }}
          />
        </div>
      )}
    </Loaded>
  );
}
