// What can't be traced, and what to do instead.

/** Of an expression or statement, by its kind. */
export const refusals: ReadonlyMap<string, string> = new Map([
  [
    "ThisExpression",
    "'this' is not known while tracing: make what it holds a parameter, or give it in using",
  ],
  ["Super", "'super' is not known while tracing: give what it calls in using"],
  ["NewExpression", "'new' makes an object, and a trace has numbers and arrays alone"],
  ["AwaitExpression", "'await' can't be traced: its value comes later"],
  ["YieldExpression", "'yield' can't be traced: it gives many values"],
  ["TemplateLiteral", "a text is no number"],
  ["TaggedTemplateExpression", "a tagged template can't be traced"],
  ["ClassExpression", "a class can't be traced"],
  ["ClassDeclaration", "a class can't be traced"],
  ["PrivateIdentifier", "a class can't be traced"],
  ["ThrowStatement", "'throw' is reached, and no formula throws: give NaN instead"],
  ["TryStatement", "'try' can't be traced: no formula throws"],
  ["SwitchStatement", "'switch' can't be traced: write if and else"],
  ["ForInStatement", "'for ... in' can't be traced: write for ... of, or count"],
  ["LabeledStatement", "a label can't be traced: put the inner loop into a function that returns"],
  ["WithStatement", "'with' can't be traced"],
  ["DebuggerStatement", "'debugger' can't be traced"],
  ["ImportExpression", "'import' can't be traced"],
  ["MetaProperty", "'new.target' and 'import.meta' can't be traced"],
  ["ChainExpression", "'?.' can't be traced: nothing is missing here"],
]);

/** Of names that programs know from everywhere. */
export const strangers: ReadonlyMap<string, string> = new Map([
  ["console", "'console' prints, which no formula does: leave it out of what is traced"],
  ["arguments", "'arguments' can't be traced: give the parameters names, or write (...xs)"],
  ["Date", "'Date' is another time at each call, which no formula is: make it a parameter"],
  ["eval", "'eval' can't be traced: nothing is run"],
]);
