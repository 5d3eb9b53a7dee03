// Nothing in the page can change what all objects have, as with Tauri's `freezePrototype`. That one also refuses each
// object a `toString` of its own by assignment, and xterm.js 6.0.0 assigns them: here it gets one, and the prototype stays.
(() => {
  'use strict';
  const { prototype, defineProperty, getOwnPropertyDescriptor } = Object;
  for (const name of ['toString', 'toLocaleString', 'valueOf', 'constructor']) {
    const { value } = getOwnPropertyDescriptor(prototype, name);
    defineProperty(prototype, name, {
      get: () => value,
      set(own) {
        if (this === prototype) throw new TypeError(`${name} of all objects can't be changed`);
        defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true });
      },
    });
  }
  Object.freeze(prototype);
})();
