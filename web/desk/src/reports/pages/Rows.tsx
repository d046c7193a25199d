import { ok } from '@carrel/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { To } from '../../ui/To.js';
import { api } from '../../api.js';
import { useLibraryName } from '../../frame/me.js';
import { useLanguage } from '../../language.js';
import { usePlace } from '../../route.js';
import { Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { save } from '../api.js';
import { addressWith, type Asked, type Behind } from '../asked.js';
import { fileNameOf, useNameOf } from '../names.js';
import { useDuration } from '../plots/Figure.js';
import { useSay } from '../words.js';

type Query = Asked['query'];
interface Row {
  readonly key: string;
  readonly questionId: string | null;
  /** Number of the question, or a word for the chat. */
  readonly name: string;
  readonly at: string;
  readonly cells: readonly ReactNode[];
}
interface Page {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

/** The rows behind a number, and the way back to it. */
export function Rows({ asked }: { asked: Asked }) {
  const say = useSay();
  const language = useLanguage();
  const { search } = usePlace();
  const of = (name: string) => search.get(name) ?? undefined;
  const behind = {
    rows: (of('rows') ?? 'questions') as Behind['rows'],
    ...Object.fromEntries(
      ['behind', 'value', 'by', 'direction', 'status'].map((name) => [name, of(name)] as const),
    ),
  } as Behind;
  const query: Query = { ...asked.query, ...(of('library') ? { institutionId: of('library')! } : {}) };
  const zone = asked.timeZone ?? asked.owner.timeZone;
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
  const read = useReader(behind, query);
  const rows = useInfiniteQuery({
    queryKey: ['report-rows', behind, query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(pageParam),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const file = fileBehind(behind, query);
  const give = useCommand(
    () => file!(),
    (blob) => save(blob, `${fileNameOf(behind.rows, asked)}.csv`),
  );
  const title = say('rows.title', {
    called: of('called') ?? say(behind.rows === 'chats' ? 'chats' : 'questions'),
  });
  const heads = headsOf[behind.rows];
  return (
    <>
      <p className="no-print">
        <To to={addressWith(of('back') ?? 'overview', search, { library: asked.libraryId })}>
          ← {say('rows.back')}
        </To>
      </p>
      <header className="plot-top">
        <h1>{title}</h1>
        {file && (
          <button
            type="button"
            className="button no-print"
            aria-busy={give.busy || undefined}
            onClick={() => give.run()}
          >
            {say('rows.file')}
          </button>
        )}
      </header>
      <Trouble>{give.trouble}</Trouble>
      <Loaded of={rows}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.rows);
          if (all.length === 0) return <p>{say('rows.none')}</p>;
          return (
            <>
              <div className="wide-table" role="group" aria-label={title} tabIndex={0}>
                <table className="table report-rows">
                  <thead>
                    <tr>
                      {(['rows.what', 'rows.at', ...heads] as const).map((key) => (
                        <th key={key} scope="col">
                          {say(key)}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {all.map((row) => (
                      <tr key={row.key}>
                        <th scope="row">
                          {row.questionId ? (
                            <To to={`/questions/${row.questionId}`}>{row.name}</To>
                          ) : (
                            row.name
                          )}
                        </th>
                        <td>
                          <time dateTime={row.at}>{time.format(new Date(row.at))}</time>
                        </td>
                        {row.cells.map((cell, n) => (
                          <td key={n}>{cell}</td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <p className="row">
                <span className="quiet">
                  {say(rows.hasNextPage ? 'rows.so-many' : 'rows.all', { count: all.length })}
                </span>
                {rows.hasNextPage && (
                  <button
                    type="button"
                    className="button"
                    aria-busy={rows.isFetchingNextPage || undefined}
                    onClick={() => void rows.fetchNextPage()}
                  >
                    {say('rows.more')}
                  </button>
                )}
              </p>
            </>
          );
        }}
      </Loaded>
    </>
  );
}

const headsOf = {
  questions: ['library', 'rows.source', 'rows.resolution', 'times.response'],
  chats: ['library', 'rows.outcome', 'times.waited', 'times.first-response', 'times.length'],
  transfers: ['library', 'person'],
  referrals: ['referrals.from', 'referrals.to', 'rows.outcome', 'referrals.time'],
  checks: ['library', 'rows.group', 'rows.outcome'],
} as const;

/** Reads one page of the rows as the table shows them. */
function useReader(behind: Behind, query: Query): (cursor: string | undefined) => Promise<Page> {
  const say = useSay();
  const nameOf = useNameOf();
  const duration = useDuration();
  const libraryOf = useLibraryName();
  const { behind: number, value, by, direction, status } = behind;
  const paged = (cursor: string | undefined) => ({ ...query, limit: 50, ...(cursor ? { cursor } : {}) });
  const counted = { ...(number ? { behind: number } : {}), ...(value ? { value } : {}) };
  switch (behind.rows) {
    case 'chats':
      return async (cursor) => {
        const { items, nextCursor } = await ok(
          api.questions.GET('/v1/statistics/chats/sessions', {
            params: { query: { ...paged(cursor), ...counted } as never },
          }),
        );
        const rows = items.map((row) => ({
          ...{ key: row.sessionId, questionId: row.questionId, name: say('chat'), at: row.at },
          cells: [
            libraryOf(row.institutionId),
            row.outcome
              ? [nameOf('outcome', row.outcome), row.reason && nameOf('missed', row.reason)]
                  .filter(Boolean)
                  .join(': ')
              : say('rows.goes-on'),
            ...[row.waitedSeconds, row.firstResponseSeconds, row.lengthSeconds].map(duration),
          ],
        }));
        return { rows, nextCursor };
      };
    case 'transfers':
      return async (cursor) => {
        const { items, nextCursor } = await ok(
          api.questions.GET('/v1/statistics/transfers', {
            params: { query: { ...paged(cursor), ...(value ? { librarianId: value } : {}) } },
          }),
        );
        const rows = items.map((row) => ({
          ...{ key: row.transferId, questionId: row.questionId, name: say('chat'), at: row.at },
          cells: [libraryOf(row.institutionId), row.librarianName ?? say('somebody')],
        }));
        return { rows, nextCursor };
      };
    case 'referrals':
      return async (cursor) => {
        const of = { direction, by, value, status };
        const { items, nextCursor } = await ok(
          api.referrals.GET('/v1/statistics/referrals/rows', {
            params: { query: { ...paged(cursor), ...given(of) } as never },
          }),
        );
        const rows = items.map((row) => ({
          ...{ key: row.referralId, questionId: row.questionId, name: say('referral'), at: row.madeAt },
          cells: [
            libraryOf(row.senderInstitutionId),
            row.receiverInstitutionId ? libraryOf(row.receiverInstitutionId) : nameOf('kind', row.kind),
            nameOf('status', row.status),
            duration(
              row.endedAt && row.status === 'answered'
                ? (Date.parse(row.endedAt) - Date.parse(row.madeAt)) / 1000
                : null,
            ),
          ],
        }));
        return { rows, nextCursor };
      };
    case 'checks':
      return async (cursor) => {
        const { items, nextCursor } = await ok(
          api.referrals.GET('/v1/statistics/duties/checks', {
            params: { query: { ...paged(cursor), ...given({ outcome: status }) } as never },
          }),
        );
        const rows = items.map((row) => ({
          ...{ key: `${row.dutyId} ${row.checkPoint}`, questionId: null, at: row.from },
          name: say('check-point', { number: row.checkPoint }),
          cells: [row.institutionName ?? '…', row.groupName ?? '…', nameOf('check', row.outcome)],
        }));
        return { rows, nextCursor };
      };
    case 'questions':
      return async (cursor) => {
        const { items, nextCursor } = await ok(
          api.questions.GET('/v1/statistics/questions', {
            params: { query: { ...paged(cursor), ...counted } as never },
          }),
        );
        const rows = items.map((row) => ({
          ...{ key: row.questionId, questionId: row.questionId, name: `#${row.number}`, at: row.at },
          cells: [
            libraryOf(row.institutionId),
            nameOf('source', row.source),
            row.resolution ? nameOf('resolution', row.resolution) : '–',
            duration(row.responseSeconds),
          ],
        }));
        return { rows, nextCursor };
      };
  }
}

/** Only what has a value. */
const given = (of: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined));

/** All of them as a file, where the interface writes one. */
function fileBehind({ rows, behind, value }: Behind, query: Query): (() => Promise<unknown>) | undefined {
  const params = { query: { ...query, ...given({ behind, value }) } as never };
  if (rows === 'questions')
    return () => ok(api.questions.GET('/v1/statistics/questions.csv', { params, parseAs: 'blob' }));
  if (rows === 'chats')
    return () => ok(api.questions.GET('/v1/statistics/chats/sessions.csv', { params, parseAs: 'blob' }));
  return undefined;
}
