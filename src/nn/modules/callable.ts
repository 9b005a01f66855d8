// Classes that are constructors with and without `new`, as formulas' constructors are: MLP(2, [4, 1]).

// biome-ignore lint/suspicious/noExplicitAny: a class with whatever constructor; its own types are kept
type Class = new (...args: any[]) => object;

/** The class, callable as well. It stays one class: `instanceof`, static members and subclasses are as before. */
export function callable<C extends Class>(
  of: C,
): C & ((...args: ConstructorParameters<C>) => InstanceType<C>) {
  const both = new Proxy(of, { apply: (target, _self, args) => Reflect.construct(target, args) });
  // `as`: a Proxy has the type of its target; that its trap makes it callable, TypeScript can't express.
  return both as C & ((...args: ConstructorParameters<C>) => InstanceType<C>);
}
