import { useEffect, useRef, type ReactNode } from 'react';
import { go } from '../route.js';
import { To } from './To.js';

interface MenuPage {
  readonly to: string;
  readonly name: string;
  readonly current: boolean;
}
interface Section {
  readonly name: string;
  readonly pages: readonly MenuPage[];
}
interface Props {
  readonly name: string;
  readonly sections: readonly Section[];
  /** Another one is another page. */
  readonly at: string;
  readonly children: ReactNode;
}

/** A part of many pages: their menu, on narrow screens a choice, and beside it the page that is open. */
export function MenuAndPage({ name, sections, at, children }: Props) {
  const top = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // A new page is read from its top, and focus is where it begins.
    if (!first.current) top.current?.focus();
    first.current = false;
    top.current?.scrollIntoView({ block: 'start' });
  }, [at]);
  const current = sections.flatMap(({ pages }) => pages).find((page) => page.current);
  const choices = (pages: readonly MenuPage[]) =>
    pages.map((page) => (
      <option key={page.to} value={page.to}>
        {page.name}
      </option>
    ));
  return (
    <>
      <nav className="admin-nav no-print" aria-label={name}>
        <label className="admin-page-choice">
          <span className="unseen">{name}</span>
          <select className="input" value={current?.to ?? ''} onChange={({ target }) => go(target.value)}>
            {sections.map((section) =>
              // A section called as the whole part says nothing more.
              section.name === name ? (
                choices(section.pages)
              ) : (
                <optgroup key={section.pages[0]?.to} label={section.name}>
                  {choices(section.pages)}
                </optgroup>
              ),
            )}
          </select>
        </label>
        {sections.map((section) => (
          <section key={section.pages[0]?.to} className="admin-area">
            <h2>{section.name}</h2>
            <ul className="plain-list">
              {section.pages.map((page) => (
                <li key={page.to}>
                  <To to={page.to} current={page.current} className="row-link">
                    {page.name}
                  </To>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <div className="admin-page" ref={top} tabIndex={0}>
        {children}
      </div>
    </>
  );
}
