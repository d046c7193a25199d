import type { Known, Library, Step } from './known.js';

/** Redirects first, then proxies, as far as they lead; undefined when they lead in a circle, nowhere, or out of the groups. */
export function routeFrom(library: Library, known: Known): Step[] | undefined {
  const steps: Step[] = [];
  const seen = new Set<string>();
  for (let at: Library | undefined = library; at;) {
    if (seen.has(at.id)) return undefined;
    seen.add(at.id);
    const step = stepFrom(at, known);
    if (!step) return steps;
    if (step.because === 'redirect' && !mayTakeOver(known.libraries.get(step.to), at, known))
      return undefined;
    steps.push(step);
    at = known.libraries.get(step.to);
  }
  return undefined;
}

/** A library names its follow-up among those of its own group or the sender's: whoever left them is sent nothing more. */
const mayTakeOver = (target: Library | undefined, from: Library, { circles, standing }: Known): boolean =>
  target !== undefined &&
  (target.subscriptionGroupId === from.subscriptionGroupId ||
    target.id === standing.homeInstitutionId ||
    circles.some(({ libraries }) => libraries.some(({ id }) => id === target.id)));

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
