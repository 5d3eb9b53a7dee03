// The rules of WCAG 2.2 A and AA that axe finds broken once nothing moves any more, a
// sentence each: the rule, where, and why.
const [done] = arguments;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const sentences = ({ id, nodes }) =>
  nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`);
Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))
  .then(() => axe.run(document, { runOnly: { type: 'tag', values: tags } }))
  .then(
    ({ violations }) => done(violations.flatMap(sentences)),
    (error) => done([String(error)]),
  );
