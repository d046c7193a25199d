import { describe, expect, it } from '@jest/globals';
import { resolutionCodes } from '@carrel/contracts';
import { at, aSession, ada, bo } from '../../../test/a-session.js';

const uncoded = { descriptiveCodes: [], forbidden: [] };

describe('A request', () => {
  it("[R15] is offered to the patron's own group at once and to the cooperative when it is released", () => {
    const session = aSession({ localFirstMs: 60_000 });
    const local = { subscriptionGroupId: session.subscriptionGroupId, queueIds: [session.queueIds[1]!] };
    const global = { subscriptionGroupId: 'another group', queueIds: [session.queueIds[2]!] };
    expect([session.isOfferedTo(local), session.isOfferedTo(global)]).toEqual([true, false]);
    session.rollUp();
    expect([session.isOfferedTo(local), session.isOfferedTo(global)]).toEqual([true, true]);
  });

  it('[R16] waits sixty seconds for a local librarian when there is one', () => {
    expect(aSession({ localFirstMs: 60_000 }).releaseAt).toEqual(at(60));
    expect(aSession({ localFirstMs: null })).toMatchObject({ offeredTo: 'everyone', releaseAt: null });
  });

  it('[R10] is offered to nobody who did not choose one of its queues', () => {
    const session = aSession();
    expect(
      session.isOfferedTo({ subscriptionGroupId: session.subscriptionGroupId, queueIds: ['another'] }),
    ).toBe(false);
  });

  it('[R11] becomes a session when a librarian accepts it', () => {
    const session = aSession();
    session.takeEvents();
    session.accept(ada, at(12));
    expect(session).toMatchObject({ status: 'active', acceptedAt: at(12) });
    expect(session.takeEvents()).toMatchObject([
      { name: 'session.accepted.v1', sequence: 2, data: { librarianId: ada.librarianId, waitedMs: 12_000 } },
    ]);
  });

  it('has one winner; everyone after is answered who that is (F3)', () => {
    const session = aSession();
    session.accept(ada, at(1));
    expect(() => session.accept(bo, at(2))).toThrow(
      expect.objectContaining({
        code: 'already-accepted',
        facts: expect.objectContaining({ librarianId: ada.librarianId }),
      }),
    );
    expect(() => session.accept(ada, at(2))).toThrow(expect.objectContaining({ code: 'already-accepted' }));
  });

  it('is given up by the patron only while it waits', () => {
    const session = aSession();
    session.abandon(at(30));
    expect(session.takeEvents().at(-1)).toMatchObject({
      name: 'session.abandoned.v1',
      data: { waitedMs: 30_000 },
    });
    expect(() => session.accept(ada, at(31))).toThrow(expect.objectContaining({ code: 'not-in-this-state' }));
    const accepted = aSession();
    accepted.accept(ada, at(1));
    expect(() => accepted.abandon(at(2))).toThrow(expect.objectContaining({ code: 'not-in-this-state' }));
  });
});

describe('A session', () => {
  const open = (more: Parameters<typeof aSession>[0] = {}) => {
    const session = aSession(more);
    session.accept(ada, at(10));
    return session;
  };
  const ending = { resolution: 'answered' as const, noContactConfirmed: false, messages: 4, ...uncoded };

  it('[R44] ends with a resolution code and records who handled it for how long', () => {
    const session = open();
    session.end(ada.librarianId, ending, at(70));
    expect(session.takeEvents().at(-1)).toMatchObject({
      name: 'session.ended.v1',
      data: {
        resolution: 'answered',
        endedBy: 'librarian',
        librarianId: ada.librarianId,
        messages: 4,
        participants: [{ librarianId: ada.librarianId, handledMs: 60_000 }],
      },
    });
    expect(() => session.end(ada.librarianId, ending, at(80))).toThrow(
      expect.objectContaining({ code: 'not-in-this-state' }),
    );
  });

  it('is ended by nobody who is not in it', () => {
    expect(() => open().end(bo.librarianId, ending, at(20))).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });

  it.each(resolutionCodes)('[R144] ends with %s only if practice and code agree', (resolution) => {
    const practising = resolution === 'practice';
    open({ practice: practising }).end(ada.librarianId, { ...ending, resolution }, at(20));
    expect(() =>
      open({ practice: !practising }).end(ada.librarianId, { ...ending, resolution }, at(20)),
    ).toThrow(expect.objectContaining({ code: 'practice-code' }));
  });

  it.each(['followup-by-me', 'followup-by-patron-library'] as const)(
    '[R76] without an address ends with %s only when that is confirmed (A16)',
    (resolution) => {
      const session = open({ patron: { name: 'Pat', email: null } });
      expect(() => session.end(ada.librarianId, { ...ending, resolution }, at(20))).toThrow(
        expect.objectContaining({ code: 'no-contact' }),
      );
      session.end(ada.librarianId, { ...ending, resolution, noContactConfirmed: true }, at(20));
      expect(session.takeEvents().at(-1)).toMatchObject({ data: { noContact: true } });
    },
  );

  it('[R40] is left by no librarian who is alone in it', () => {
    expect(() => open().leave(ada.librarianId, at(20))).toThrow(
      expect.objectContaining({ code: 'only-one-here' }),
    );
  });
});
