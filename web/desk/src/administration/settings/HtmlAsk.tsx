import { useQuery } from '@tanstack/react-query';
import { Ask } from '../../ui/Ask.js';
import { Loaded } from '../../ui/Loaded.js';

interface Props {
  readonly title: string;
  readonly of: readonly string[];
  readonly read: () => Promise<string>;
  readonly onClose: () => void;
}

/** A page that the service draws, as it will look, where nothing in it can act. */
export function HtmlAsk({ title, of, read, onClose }: Props) {
  const page = useQuery({ queryKey: ['html', ...of], queryFn: read, gcTime: 0 });
  return (
    <Ask title={title} onClose={onClose} wide>
      <Loaded of={page}>
        {(html) => <iframe className="preview paper" title={title} sandbox="" srcDoc={html} />}
      </Loaded>
    </Ask>
  );
}
