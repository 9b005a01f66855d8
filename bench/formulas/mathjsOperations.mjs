// The operations of a mathjs result, counted as gradtree counts its own: distinct applications,
// value-numbered; brackets are none, nor are the sign of a number and a fraction of two numbers, which
// gradtree holds as one exact constant.

/** The number of distinct operators and calls in a mathjs tree. */
export function mathjsOperations(root) {
  const numbers = new Map();
  let count = 0;
  const numbered = (key, isOperation) => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    if (isOperation) count++;
    return numbers.size - 1;
  };
  const visit = (node) => {
    if (node.isParenthesisNode) return visit(node.content);
    if (isNumeral(node)) return numbered(`number ${node}`, false);
    if (node.isSymbolNode) return numbered(`name ${node.name}`, false);
    const op = node.isFunctionNode ? node.fn.name : node.fn;
    if (typeof op !== "string") throw new Error(`mathjs answers with a ${node.type}: ${node}`);
    const args = node.args.map(visit);
    // A sum or product of three is two operations.
    return args
      .slice(2)
      .reduce(
        (left, arg) => numbered(`${op} ${left} ${arg}`, true),
        numbered(`${op} ${args.slice(0, 2).join(" ")}`, true),
      );
  };
  visit(root);
  return count;
}

/** 3, -3, 3/4 or -3/4. */
function isNumeral(node) {
  if (node.isParenthesisNode) return isNumeral(node.content);
  if (node.isConstantNode) return true;
  if (!node.isOperatorNode) return false;
  return (node.fn === "unaryMinus" || node.fn === "divide") && node.args.every(isNumeral);
}
