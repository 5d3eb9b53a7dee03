// The security policy of the page has no inline styles. xterm.js 6.0.0 writes both kinds: elements with its colours and
// sizes, and an attribute on each span with a colour of its own. Here both go ways that the policy allows.

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Has style elements that scripts make carry the page's nonce, and spans take their style as CSSOM. */
export function obeyPolicy(page: Document): void {
  // Only there where the host has given one.
  const nonce = page.querySelector<HTMLStyleElement>('style[nonce]')?.nonce;
  if (!nonce || Object.hasOwn(page, 'createElement')) return;
  replace(page, 'createElement', (create) => {
    return function (this: unknown, ...args) {
      const made = create.apply(this, args);
      if (made instanceof HTMLStyleElement) made.nonce = nonce;
      return made;
    };
  });
  replace(HTMLSpanElement.prototype, 'setAttribute', (set) => {
    return function (this: unknown, ...args) {
      const [name, value] = args;
      if (name !== 'style' || !(this instanceof HTMLSpanElement)) return set.apply(this, args);
      this.style.cssText = String(value);
      return undefined;
    };
  });
}

function replace(owner: object, name: string, by: (method: Method) => Method): void {
  const method = Reflect.get(owner, name) as Method;
  Object.defineProperty(owner, name, { configurable: true, writable: true, value: by(method) });
}
