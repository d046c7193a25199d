import { describe, expect, it } from '@jest/globals';
import { capabilitiesFor } from './roles.js';

describe('Roles', () => {
  it('[R1] give the three levels of administration different powers', () => {
    expect(capabilitiesFor(['institution-admin'])).toContain('institution.manage');
    expect(capabilitiesFor(['institution-admin'])).not.toContain('group.manage');
    expect(capabilitiesFor(['group-admin'])).toContain('group.manage');
    expect(capabilitiesFor(['librarian'])).not.toContain('institution.manage');
  });

  it("[R2] are unions: a group's admin is also the admin of the own library with one account", () => {
    const both = capabilitiesFor(['group-admin', 'institution-admin']);
    expect(both).toEqual(expect.arrayContaining(['group.manage', 'institution.manage']));
  });

  it('[R8] let reviewers and coordinators review, and librarians not', () => {
    expect(capabilitiesFor(['reviewer'])).toContain('questions.review');
    expect(capabilitiesFor(['coordinator'])).toContain('questions.review');
    expect(capabilitiesFor(['librarian'])).not.toContain('questions.review');
  });
});
