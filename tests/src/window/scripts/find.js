// The first element of `role` whose accessible name matches, as assistive technology finds it.
const [role, name, exact] = arguments;
const options = { hidden: false };
if (name !== null) options.name = exact ? name : new RegExp(name);
return TestingLibraryDom.queryAllByRole(document.body, role, options)[0] ?? null;
