// The form both readers work on: elements with attributes, text and children, under canonical names.

export type FeedNode = {
  readonly name: string;
  /** Text with entities resolved; of a node with elements inside, its inner markup. */
  readonly text: string;
  readonly isMarkup: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly FeedNode[];
  /** `xml:base` and `xml:lang` in force here, where the document sets any. */
  readonly base?: string;
  readonly language?: string;
};

export type Dialect = 'rss' | 'rdf' | 'atom';

export type ParsedFeed = {
  readonly dialect: Dialect;
  readonly head: FeedNode;
  readonly entries: readonly FeedNode[];
};

export const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};

/** All children of a name. */
export function childrenOf(node: FeedNode, name: string): readonly FeedNode[] {
  return node.children.filter((child) => child.name === name);
}

/** The first child of the first of these names that has any text. */
export function firstWithText(node: FeedNode, ...names: readonly string[]): FeedNode | undefined {
  for (const name of names) {
    for (const child of node.children) if (child.name === name && /\S/.test(child.text)) return child;
  }
  return undefined;
}

/** Text of that child, without white space around it. */
export function textOf(node: FeedNode, ...names: readonly string[]): string | undefined {
  return firstWithText(node, ...names)?.text.trim();
}

/** Whether an element of this name inside an author is a part of a person, as opposed to markup in a name. */
export function isPersonField(name: string): boolean {
  return /^(?:atom:)?(?:name|email|uri|url|homepage)$/.test(name);
}
