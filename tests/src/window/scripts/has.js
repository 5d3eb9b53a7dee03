// Whether there is an element of `role` whose accessible name matches.
const [role, name] = arguments;
const options = { hidden: false, name: new RegExp(name) };
return TestingLibraryDom.queryAllByRole(document.body, role, options).length > 0;
