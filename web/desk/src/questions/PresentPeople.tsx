import { useLibraryName } from '../frame/me.js';
import type { usePresence } from './presence.js';
import { useSay } from './words.js';

/** Who else looks at this question, and whether an answer is on its way already. */
export function PresentPeople({ people }: { people: ReturnType<typeof usePresence> }) {
  const say = useSay();
  const nameOf = useLibraryName();
  const answering = people.some(({ doing }) => doing === 'answering');
  return (
    <div role="status" className={people.length > 0 ? `note presence ${answering ? 'warn' : ''}` : 'unseen'}>
      {people.map(({ id, name, institutionId, institutionName, doing }) => (
        <p key={id}>
          {answering && <span aria-hidden="true">⚠ </span>}
          {say(`presence.${doing}`, {
            name: name ?? say('somebody'),
            library: institutionName ?? nameOf(institutionId),
          })}
        </p>
      ))}
    </div>
  );
}
