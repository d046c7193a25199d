import { describe, expect, it } from '@jest/globals';
import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { databaseFault } from './database-faults.js';

const thrown = (code: string, message = 'said by PostgreSQL') => Object.assign(new Error(message), { code });

describe('What the database says', () => {
  it.each(['57P01', '57P03', '08006', '53300', '40P01', '25006', '25P03', 'ECONNREFUSED'])(
    'asks for another try when it is %s',
    (code) => {
      expect(databaseFault(thrown(code))).toMatchObject({ status: 503, code: 'part-away' });
    },
  );

  it('asks for another try when the connection broke between two statements of a transaction', () => {
    for (const fault of [
      new QueryRunnerAlreadyReleasedError(),
      new QueryRunnerProviderAlreadyReleasedError(),
    ])
      expect(databaseFault(fault)).toMatchObject({ status: 503 });
  });

  it('is a text that cannot be stored, or a zone it does not know', () => {
    expect(databaseFault(thrown('22021'))).toMatchObject({ status: 422, code: 'unstorable-text' });
    expect(databaseFault(thrown('22023', 'time zone "Mars" not recognized'))).toMatchObject({ status: 422 });
  });

  it('is a fault of ours otherwise', () => {
    expect(databaseFault(thrown('23505'))).toBeUndefined();
    expect(databaseFault(new TypeError('no database'))).toBeUndefined();
  });
});
