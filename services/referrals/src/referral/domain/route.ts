import type { Known, Library, Step } from './known.js';

/** Redirects first, then proxies, as far as they lead; undefined when they lead in a circle or nowhere. */
export function routeFrom(library: Library, known: Known): Step[] | undefined {
  const steps: Step[] = [];
  const seen = new Set<string>();
  for (let at: Library | undefined = library; at;) {
    if (seen.has(at.id)) return undefined;
    seen.add(at.id);
    const step = stepFrom(at, known);
    if (!step) return steps;
    steps.push(step);
    at = known.libraries.get(step.to);
  }
  return undefined;
}

function stepFrom(library: Library, known: Known): Step | undefined {
  const { id, redirectToInstitutionId, subscriptionGroupId } = library;
  if (redirectToInstitutionId) return { from: id, to: redirectToInstitutionId, because: 'redirect' };
  const { defaultLibraryId } = known;
  if (isUnrouted(library, known) && defaultLibraryId && defaultLibraryId !== id)
    return { from: id, to: defaultLibraryId, because: 'default-library' };
  // A proxy stands for its group towards others; within the group libraries refer to each other.
  const proxy = known.proxies.get(subscriptionGroupId);
  const outside = subscriptionGroupId !== known.sender.subscriptionGroupId;
  return outside && proxy && proxy !== id ? { from: id, to: proxy, because: 'proxy' } : undefined;
}

/** The portal of a question whose patron belongs to no known library (R94). */
export const isUnrouted = (library: Library, { standing }: Known): boolean =>
  library.portal && library.id === standing.homeInstitutionId;
