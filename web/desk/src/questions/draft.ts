import { CarrelProblem, ok } from '@carrel/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../api.js';

const read = (id: string) => ok(api.questions.GET('/v1/questions/{id}/draft', { params: { path: { id } } }));
type Kept = Awaited<ReturnType<typeof read>>;

/** What a colleague wrote into the same draft meanwhile. */
export interface Theirs {
  readonly text: string;
  readonly fileIds: readonly string[];
  readonly name: string | null;
  readonly at: string;
  readonly version: number;
}
export type Saved = 'no' | 'saving' | 'yes' | 'here-only';

const SAVE_MS = 1_000;
const LOOK_MS = 8_000;

/**
 * The draft of an answer: the library's, kept by Carrel and found on any computer, with a copy on this one. What a
 * colleague writes into it appears here while nothing is typed here; where both wrote, neither text is lost.
 */
export function useAnswerDraft(accountId: string, questionId: string) {
  const key = `carrel-draft:${accountId}:answer:${questionId}`;
  const [held, setHeld] = useState(() => local(key));
  const [theirs, setTheirs] = useState<Theirs>();
  const [saved, setSaved] = useState<Saved>('no');
  const [by, setBy] = useState<Kept['author']>();
  const now = useRef({ ...held, dirty: held.text !== '' });
  const busy = useRef<Promise<void>>(undefined);
  const conflict = useRef(false);

  const keep = useCallback(
    (text: string, fileIds: readonly string[], version: number, dirty: boolean) => {
      now.current = { text, fileIds, version, dirty };
      setHeld({ text, fileIds, version });
      keepLocal(key, now.current);
    },
    [key],
  );
  const clash = useCallback((kept: Kept | undefined) => {
    conflict.current = true;
    setTheirs({
      text: kept?.text ?? '',
      fileIds: kept?.fileIds ?? [],
      name: kept?.author.name ?? null,
      at: kept?.updatedAt ?? new Date().toISOString(),
      version: kept?.version ?? 0,
    });
  }, []);

  /** Takes over what is there; where something else is being written here, it is shown beside. */
  const look = useCallback(async () => {
    const kept = await read(questionId).catch((error: unknown) => {
      // Nobody has written one; or it was sent, and nothing is open any more.
      if (error instanceof CarrelProblem && (error.status === 404 || error.status === 409)) return undefined;
      throw error;
    });
    const { text, version, dirty, fileIds } = now.current;
    setBy(kept?.author);
    if ((kept?.version ?? 0) === version) return;
    if (!dirty) {
      keep(kept?.text ?? '', kept?.fileIds ?? [], kept?.version ?? 0, false);
      setSaved(kept ? 'yes' : 'no');
    } else if (!kept || kept.text === text || !text) keep(text, fileIds, kept?.version ?? 0, true);
    else clash(kept);
  }, [questionId, keep, clash]);

  const save = useCallback(async (): Promise<void> => {
    await busy.current;
    if (!now.current.dirty || conflict.current) return;
    const { text, fileIds, version } = now.current;
    const path = { id: questionId };
    const given = { 'If-Match': `"${version}"` };
    setSaved('saving');
    busy.current = (async () => {
      try {
        if (!text.trim()) {
          if (version > 0)
            await ok(api.questions.DELETE('/v1/questions/{id}/draft', { params: { path, header: given } }));
          keep(now.current.text, now.current.fileIds, 0, now.current.text !== text);
        } else {
          const kept = await ok(
            api.questions.PUT('/v1/questions/{id}/draft', {
              params: { path, header: given },
              body: { text, fileIds: [...fileIds] },
            }),
          );
          keep(now.current.text, now.current.fileIds, kept.version, now.current.text !== text);
        }
        setSaved('yes');
      } catch (error) {
        setSaved('here-only');
        if (error instanceof CarrelProblem && error.status === 412) await look();
      }
    })();
    await busy.current;
  }, [questionId, keep, look]);

  useEffect(() => {
    const looking = () => void look().catch(() => setSaved((was) => (was === 'yes' ? was : 'here-only')));
    looking();
    const timer = setInterval(looking, LOOK_MS);
    return () => {
      clearInterval(timer);
      void save();
    };
  }, [look, save]);
  useEffect(() => {
    if (!now.current.dirty || theirs) return undefined;
    const timer = setTimeout(() => void save(), SAVE_MS);
    return () => clearTimeout(timer);
  }, [held, theirs, save]);

  return {
    text: held.text,
    fileIds: held.fileIds,
    by,
    saved,
    theirs,
    write: (text: string) => (setSaved('no'), keep(text, now.current.fileIds, now.current.version, true)),
    attach: (fileIds: readonly string[]) => (
      setSaved('no'),
      keep(now.current.text, fileIds, now.current.version, true)
    ),
    /** Ends the conflict with a text that is neither's loss: mine, theirs, or both. */
    settle: (text: string) => {
      const { version = 0, fileIds = [] } = theirs ?? {};
      conflict.current = false;
      setTheirs(undefined);
      setSaved('no');
      keep(text, [...new Set([...now.current.fileIds, ...fileIds])], version, true);
    },
    /** Saves what is there. @returns the version to send; undefined while a conflict is not settled, or it is not saved */
    flush: async (): Promise<number | undefined> => {
      await save();
      return conflict.current || now.current.dirty || now.current.version === 0
        ? undefined
        : now.current.version;
    },
    sent: () => {
      now.current = { ...nothing, dirty: false };
      setHeld(nothing);
      keepLocal(key, now.current);
    },
  };
}

interface Local {
  readonly text: string;
  readonly fileIds: readonly string[];
  /** Of the draft at Carrel that this one goes on from; 0 for none. */
  readonly version: number;
}
const nothing: Local = { text: '', fileIds: [], version: 0 };

function local(key: string): Local {
  try {
    return { ...nothing, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Local>) };
  } catch {
    return nothing;
  }
}

/** Only what Carrel does not have yet is kept here. */
function keepLocal(key: string, { dirty, ...draft }: Local & { dirty: boolean }): void {
  try {
    if (dirty && draft.text) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
  } catch {
    // Without storage it lives as long as the page, and at Carrel.
  }
}
