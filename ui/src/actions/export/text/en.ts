export const en = {
  title: (name: string) => `Export ${name}`,
  explained: 'As a text for another tool. Values of variables stay out.',
  as: 'As',
  forms: {
    run: 'Run line',
    compose: 'Compose',
    quadlet: 'Quadlet',
    systemd: 'systemd unit',
    kube: 'Kubernetes',
  },
  text: (file: string) => `Text of ${file}`,
  writing: 'Writing…',
  remarks: 'What it needs, and what it can’t say',
  copy: 'Copy text',
  save: 'Save…',
  kind: 'Text',
  saved: (name: string) => `Saved the export of ${name}`,
};
