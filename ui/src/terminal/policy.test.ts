import { afterEach, expect, it, vi } from 'vitest';

import { obeyPolicy } from './policy';

afterEach(() => {
  document.head.replaceChildren();
  Reflect.deleteProperty(document, 'createElement');
  Reflect.deleteProperty(HTMLSpanElement.prototype, 'setAttribute');
});

it('gives style elements the nonce, and spans their style past the attribute', () => {
  document.head.innerHTML = '<style nonce="42"></style>';
  obeyPolicy(document);
  expect(document.createElement('style').nonce).toBe('42');
  expect(document.createElement('script').nonce).toBe('');
  const attribute = vi.spyOn(Element.prototype, 'setAttribute');
  const span = document.createElement('span');
  span.setAttribute('style', 'color: red;');
  span.setAttribute('title', 'x');
  expect([span.style.color, span.title]).toEqual(['red', 'x']);
  expect(attribute).not.toHaveBeenCalledWith('style', expect.anything());
  attribute.mockRestore();
});

it('changes nothing where no policy has a nonce', () => {
  document.head.innerHTML = '<style></style>';
  obeyPolicy(document);
  expect(Object.hasOwn(document, 'createElement')).toBe(false);
  expect(Object.hasOwn(HTMLSpanElement.prototype, 'setAttribute')).toBe(false);
});
