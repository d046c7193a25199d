/**
 * The button and the panel, in a shadow root: the site's styles do not reach in, these do not reach out. The host itself
 * stands in the site's page: only what is important withstands rules such as `* { all: unset }` or `div:empty { ... }`.
 */
export const style = `
:host{all:initial!important;display:block!important;position:fixed!important;z-index:2147483000!important;
inset-block-end:calc(1.25rem + var(--nth,0)*4.25rem)!important;inset-inline-end:1.25rem!important;color-scheme:light dark!important}
:host([data-position=start]){inset-inline:1.25rem auto!important}
:host([data-position=inline]){position:static!important;display:inline-block!important}
:host([hidden]),[hidden],dialog:not([open]){display:none!important}
*{box-sizing:border-box}
button{font:600 16px/1.3 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;display:flex;align-items:center;gap:.6em;
min-height:48px;padding:.6em 1.25em;border:2px solid #fff;border-radius:28px;background:var(--accent,#1f5fa8);color:var(--on,#fff);
cursor:pointer;box-shadow:0 4px 18px rgb(0 0 0/.25)}
button:hover{filter:brightness(1.08)}
button:focus-visible{outline:3px solid var(--accent,#1f5fa8);outline-offset:3px}
svg{width:1.35em;height:1.35em;flex:none}
i{width:.7em;height:.7em;border-radius:50%;background:#49d17d;border:2px solid #fff;flex:none}
b{min-width:1.6em;padding:.1em .45em;border-radius:1em;background:#fff;color:#a32018;text-align:center}
dialog{position:fixed;margin:0;padding:0;max-width:none;max-height:none;color:CanvasText;inset:auto;inset-block-end:1.25rem;inset-inline-end:1.25rem;width:min(26rem,calc(100vw - 2.5rem));
height:min(44rem,calc(100vh - 2.5rem));border-radius:18px;overflow:hidden;background:Canvas;box-shadow:0 12px 48px rgb(0 0 0/.35);
border:1px solid rgb(128 128 128/.4)}
:host([data-position=start]) dialog{inset-inline:1.25rem auto}
iframe{display:block;width:100%;height:100%;border:0}
a{font:600 16px system-ui,sans-serif;display:block;padding:2rem;color:LinkText}
@media(max-width:30rem){dialog{inset:var(--top,0) 0 auto;width:100%;height:var(--high,100%);border-radius:0;border:0}}
@media(prefers-color-scheme:dark){button,i{border-color:#1d2126}}
@media(prefers-reduced-motion:no-preference){dialog{animation:come .18s ease-out}@keyframes come{from{opacity:0;transform:translateY(12px)}}}
`;
