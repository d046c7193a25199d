/** Where this page stands: whose it is, and whether another site shows it within its own. */
export interface Place {
  readonly slug: string;
  readonly framed: boolean;
  readonly search: URLSearchParams;
}

/** `/ask/cedar/` is a page, `/ask/cedar/frame` the panel of carrel.js. */
export function placeOf({ pathname, search }: Pick<Location, 'pathname' | 'search'>): Place {
  const [, , slug = '', part] = pathname.split('/');
  return {
    slug: decodeURIComponent(slug),
    framed: part === 'frame',
    search: new URLSearchParams(search),
  };
}
