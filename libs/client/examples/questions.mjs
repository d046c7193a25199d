// Prints the newest questions of a library, with a service account that may read them (questions:read).
// CARREL_URL, CLIENT_ID and CLIENT_SECRET say where Carrel is and who asks.
import { carrel, ok } from '@carrel/client';

const { CARREL_URL: baseUrl, CLIENT_ID: client_id, CLIENT_SECRET: client_secret } = process.env;

const login = { grant_type: 'client_credentials', client_id, client_secret };
const { access_token: token } = await ok(carrel({ baseUrl }).admin.POST('/v1/auth/token', { body: login }));

const { questions } = carrel({ baseUrl, token, patienceMs: 30_000 });
const { items } = await ok(questions.GET('/v1/questions', { params: { query: { list: 'all', limit: 5 } } }));
for (const { number, status, subject } of items) console.log(`question ${number} is ${status}: ${subject}`);

const missing = { params: { path: { id: '00000000-0000-4000-8000-000000000000' } } };
const { error } = await questions.GET('/v1/questions/{id}', missing);
console.log(`another one: ${error?.status} ${error?.code}`);
