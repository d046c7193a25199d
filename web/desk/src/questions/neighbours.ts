/** The list that was looked at last: from one question one goes on to the next of it. */
let listed: { readonly ids: readonly string[]; readonly address: string } = {
  ids: [],
  address: '/questions',
};

export const remember = (ids: readonly string[], address: string): void => {
  listed = { ids, address };
};

export function around(id: string) {
  const place = listed.ids.indexOf(id);
  return {
    list: listed.address,
    place,
    before: place > 0 ? listed.ids[place - 1] : undefined,
    next: place >= 0 ? listed.ids[place + 1] : undefined,
  };
}
