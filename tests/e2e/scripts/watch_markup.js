// Notes what of the texts of `hostile::markup` is an element, an attribute or a script, if only for a moment.
window.markup = [];
const look = (element) => {
  if (element.nodeType !== 1) return;
  for (const one of [element, ...element.querySelectorAll('x-taken, [data-taken], [href^="javascript:"]')])
    if (one.matches('x-taken, [data-taken], [href^="javascript:"]')) window.markup.push(one.outerHTML);
};
new MutationObserver((changes) => {
  for (const change of changes) {
    look(change.target);
    change.addedNodes.forEach(look);
  }
}).observe(document, { subtree: true, childList: true, attributes: true });
document.addEventListener('securitypolicyviolation', (event) => {
  window.markup.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}`);
});
