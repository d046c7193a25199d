import { useId, type ReactNode } from 'react';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { save } from '../api.js';
import { useSay } from '../words.js';

interface Props {
  readonly title: string;
  readonly text?: string | undefined;
  /** The same figures as a file. */
  readonly file: () => Promise<unknown>;
  /** Of the file, without its ending. */
  readonly fileName: string;
  readonly children: ReactNode;
  /** Choices that belong to this plot alone. */
  readonly choices?: ReactNode;
}

/** A plot with its heading and its file. */
export function Plot({ title, text, file, fileName, children, choices }: Props) {
  const say = useSay();
  const id = useId();
  const give = useCommand(file, (blob) => save(blob, `${fileName}.csv`));
  return (
    <section className="panel plot" aria-labelledby={id}>
      <header className="plot-top">
        <h2 id={id}>{title}</h2>
        <span className="row no-print">
          {choices}
          <button
            type="button"
            className="button plain"
            aria-busy={give.busy || undefined}
            aria-label={say('csv-of', { title })}
            onClick={() => give.run()}
          >
            CSV
          </button>
        </span>
      </header>
      {text && <p className="quiet">{text}</p>}
      <Trouble>{give.trouble}</Trouble>
      {children}
    </section>
  );
}
