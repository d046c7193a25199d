/** Where the question can be left instead, and with what (B17, B24). */
export function askFormOf(institutionId: string) {
  return {
    method: 'POST',
    url: '/api/questions/v1/questions',
    fields: { institutionId, text: null, subject: null, patron: { name: null, email: null } },
  };
}
