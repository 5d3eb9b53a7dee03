// Records every use of the clipboard, of dialogs, and of other windows, for reach.js.
window.reached = [];
const note = (object, name) => {
  if (!object?.[name]) return;
  object[name] = (...args) => {
    window.reached.push(name + ' ' + args);
  };
};
for (const name of ['writeText', 'write', 'readText', 'read']) note(navigator.clipboard, name);
note(document, 'execCommand');
for (const name of ['open', 'alert', 'print', 'resizeTo', 'moveTo']) note(window, name);
