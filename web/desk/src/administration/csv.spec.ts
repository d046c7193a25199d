import { describe, expect, it } from '@jest/globals';
import { accountsIn, rowsOf } from './csv.js';

describe('A file of accounts', () => {
  it('is read with commas, semicolons or tabs, and with quotes as spreadsheets write them', () => {
    const expected = [
      ['a@x.example', 'Reader, "Robin"', 'librarian'],
      ['b@x.example', 'Kim', ''],
    ];
    for (const by of [',', ';', '\t'])
      expect(
        rowsOf(`a@x.example${by}"Reader, ""Robin"""${by}librarian\r\nb@x.example${by}Kim${by}\r\n\r\n`),
      ).toEqual(expected);
  });

  it('gives each line its account or what is wrong with it, by the number a spreadsheet shows', () => {
    const lines = accountsIn(
      [
        'E-mail,Name,Roles,Trained',
        'a@x.example,Robin,librarian reviewer,yes',
        'b@x.example,Kim,,',
        'nobody,Lee,librarian,yes',
        'c@x.example,,librarian,yes',
        'd@x.example,Sam,boss,yes',
        'A@x.example,Robin again,,',
      ].join('\n'),
    );
    expect(lines).toEqual([
      {
        line: 2,
        account: { email: 'a@x.example', name: 'Robin', roles: ['librarian', 'reviewer'], trained: true },
      },
      { line: 3, account: { email: 'b@x.example', name: 'Kim', roles: ['librarian'], trained: false } },
      { line: 4, account: undefined, fault: { what: 'email', words: 'nobody' } },
      { line: 5, account: undefined, fault: { what: 'name', words: 'c@x.example' } },
      { line: 6, account: undefined, fault: { what: 'roles', words: 'boss' } },
      { line: 7, account: undefined, fault: { what: 'repeated', words: 'A@x.example' } },
    ]);
  });
});
