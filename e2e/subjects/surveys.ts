import { nothing, saying, type Make } from './make.js';

const form: Make = () => ({ path: { form: 'chat-session' } });
const answers: Make = (s) => ({
  path: {},
  query: `form=chat-session&institutionId=${s.ids.cedar}&from=2026-01-01&to=2026-12-31`,
});
/** Well formed and signed by nobody: the link alone decides, and the services' own tests hold that. */
const link: Make = () => ({ path: { token: 'A'.repeat(66) } });

export const surveys: Record<string, Make> = {
  'GET /api/questions/v1/survey-questions': nothing,
  'GET /api/questions/v1/survey-forms/{form}/view': form,
  'POST /api/questions/v1/survey-forms/{form}/view/links': form,
  'GET /api/questions/v1/page-links/{token}': () => ({ path: { token: 'pl_none' } }),
  'GET /api/questions/v1/survey-results': answers,
  'GET /api/questions/v1/survey-results/texts': async (s) => {
    const { query } = await answers(s);
    return { path: {}, query: `${query}&question=comments` };
  },
  'GET /api/questions/v1/surveys/{token}': link,
  'POST /api/questions/v1/surveys/{token}': saying(link, () => ({ answers: { satisfied: 5 } })),
  'GET /api/questions/v1/surveys/{token}/form': link,
  'POST /api/questions/v1/surveys/{token}/form': link,
};
