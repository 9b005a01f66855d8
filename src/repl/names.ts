// What can be typed in a session: what Tab may offer.

export interface Names {
  readonly variables: readonly string[];
  /** Called with brackets: functions of the table, special forms, the user's own. */
  readonly functions: readonly string[];
  readonly constants: readonly string[];
  /** Each command with the words of the clauses that it takes. */
  readonly commands: ReadonlyMap<string, readonly string[]>;
  readonly methods: readonly string[];
  readonly formats: readonly string[];
  /** What simplify takes. */
  readonly efforts: readonly string[];
  /** What assume takes behind a name: integer. */
  readonly assumable: readonly string[];
  /** What blowup shows. */
  readonly families: readonly string[];
  /** What help knows. */
  readonly topics: readonly string[];
}

/** No names at all: before a session has said which it knows. */
export const noNames: Names = {
  variables: [],
  functions: [],
  constants: [],
  commands: new Map(),
  methods: [],
  formats: [],
  efforts: [],
  assumable: [],
  families: [],
  topics: [],
};
