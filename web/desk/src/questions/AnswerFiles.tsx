import { ok } from '@carrel/client';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '../api.js';
import { Action } from '../ui/Action.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import type { Question } from './api.js';
import { useSay } from './words.js';

interface Props {
  readonly question: Question;
  readonly fileIds: readonly string[];
  readonly onChange: (fileIds: readonly string[]) => void;
}
const MOST = 5;

/** What goes out with the answer: the patron gets a link to each. */
export function AnswerFiles({ question, fileIds, onChange }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const named = new Map(question.files.map(({ id, name }) => [id, name]));
  const add = useCommand(
    async (file: File) => {
      const { id } = await ok(
        api.questions.POST('/v1/questions/{id}/files', {
          params: { path: { id: question.id }, query: { name: file.name } },
          headers: { 'content-type': file.type || 'application/octet-stream' },
          body: file as never,
          bodySerializer: (body: unknown) => body as never,
        }),
      );
      await queries.invalidateQueries({ queryKey: ['question', question.id] });
      return id;
    },
    (id) => onChange([...fileIds, id]),
  );
  const drop = useCommand(async (fileId: string) => {
    onChange(fileIds.filter((one) => one !== fileId));
    const path = { id: question.id, fileId };
    await ok(api.questions.DELETE('/v1/questions/{id}/files/{fileId}', { params: { path } }));
  });
  return (
    <div className="stack">
      {fileIds.length > 0 && (
        <ul className="plain-list">
          {fileIds.map((id) => (
            <li key={id} className="row">
              <span>{named.get(id) ?? '…'}</span>
              <button
                type="button"
                className="link-button"
                aria-label={say('files.drop-one', { name: named.get(id) ?? '' })}
                onClick={() => drop.run(id)}
              >
                {say('files.drop')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <Action
          busy={add.busy}
          whyNot={fileIds.length < MOST ? undefined : say('files.most', { most: MOST })}
          onPress={() => input.current?.click()}
        >
          {say('files.add')}
        </Action>
        <input
          ref={input}
          type="file"
          className="unseen"
          tabIndex={-1}
          aria-label={say('files.add')}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) add.run(file);
            target.value = '';
          }}
        />
      </div>
      <Trouble>{add.trouble ?? drop.trouble}</Trouble>
    </div>
  );
}
