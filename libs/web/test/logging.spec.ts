import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { describeError } from '../src/logging.js';

describe('[promise 25] The log holds no personal data', () => {
  it('of a database error it keeps the statement and the constraint, not the values', () => {
    const cause = Object.assign(new Error('duplicate key: (email)=(reader@example.org)'), {
      code: '23505',
      constraint: 'patrons_email',
      detail: 'Key (email)=(reader@example.org) already exists.',
    });
    const error = new QueryFailedError(
      'INSERT INTO patrons (email) VALUES ($1)',
      ['reader@example.org'],
      cause,
    );
    const said = describeError(error);
    expect(said).toMatchObject({
      code: '23505',
      constraint: 'patrons_email',
      query: expect.stringContaining('$1'),
    });
    expect(JSON.stringify(said)).not.toContain('reader@');
  });

  it('of any other it blanks addresses', () => {
    const said = JSON.stringify(describeError(new Error('no mailbox for reader@example.org here')));
    expect(said).toContain('no mailbox for [address] here');
    expect(said).not.toContain('reader@');
  });
});
