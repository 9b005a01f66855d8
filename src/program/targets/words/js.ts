// Names that generated JavaScript can't give away: the words of modules, what may not be declared in strict
// code, and what the code itself uses.
const text = `
arguments as async await break case catch class const continue debugger default delete do else enum eval export extends
false finally for from function get if implements import in instanceof interface let meta new null of package private
protected public return set static super switch target this throw true try typeof undefined using var void while with
yield Infinity NaN Math Number Object globalThis
inputs gradient values jacobian
`;
export const words: ReadonlySet<string> = new Set(text.trim().split(/\s+/u));
