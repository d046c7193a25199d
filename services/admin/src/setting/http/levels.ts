/** The levels of shared settings; each is changed by those with `<level>.manage`. */
export type SharedLevel = 'group' | 'institution';

/** The class under the level's name, which documents and logs call it by. */
export function namedFor<T extends new (...args: never[]) => object>(level: SharedLevel, controller: T): T {
  const prefix = level === 'group' ? 'Group' : 'Institution';
  return Object.defineProperty(controller, 'name', { value: prefix + controller.name });
}
