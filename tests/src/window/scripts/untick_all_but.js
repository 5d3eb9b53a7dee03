// Unticks every box but those of one session.
for (const box of TestingLibraryDom.queryAllByRole(document.body, 'checkbox'))
  if (box.checked && !box.ariaLabel.startsWith(`${arguments[0]},`)) box.click();
