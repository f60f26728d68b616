// The index events of htmlparser2's tokenizer as tags with attributes, under canonical names.
import { decodeXML } from 'entities';
import { QuoteType, type TokenizerCallbacks } from 'htmlparser2';
import { NO_ATTRIBUTES } from './markup.ts';

const MOST_ATTRIBUTES = 40;
/** Text without a tag in it is taken up to here. */
const LONGEST_RUN = 400_000;
const LONGEST_ATTRIBUTE = 20_000;

export type TagEvents = {
  nameOf(name: string): string;
  open(name: string, attributes: Readonly<Record<string, string>>, selfClosing: boolean): void;
  close(name: string): void;
  text(text: string): void;
  isFull(): boolean;
};

export function tagEvents(source: string, events: TagEvents): TokenizerCallbacks {
  let name = '';
  let attribute = '';
  let value = '';
  let attributes: Record<string, string> | undefined;
  let count = 0;
  const nothing = (): void => {};
  const opened = (selfClosing: boolean): void => {
    if (!events.isFull()) events.open(name, attributes ?? NO_ATTRIBUTES, selfClosing);
  };
  return {
    onopentagname(start, end) {
      name = source.slice(start, end);
      attributes = undefined;
      count = 0;
    },
    onattribname(start, end) {
      attribute = events.nameOf(source.slice(start, end));
      value = '';
    },
    onattribdata(start, end) {
      if (count < MOST_ATTRIBUTES) value += source.slice(start, Math.min(end, start + LONGEST_ATTRIBUTE));
    },
    onattribentity: nothing,
    onattribend(quote) {
      count += 1;
      if (count > MOST_ATTRIBUTES || quote === QuoteType.NoValue) return;
      attributes ??= Object.create(null) as Record<string, string>;
      attributes[attribute] ??= decoded(value);
    },
    onopentagend: () => opened(false),
    onselfclosingtag: () => opened(true),
    onclosetag(start, end) {
      if (!events.isFull()) events.close(source.slice(start, end).trim());
    },
    ontext(start, end) {
      if (!events.isFull()) events.text(decoded(source.slice(start, Math.min(end, start + LONGEST_RUN))));
    },
    ontextentity: nothing,
    oncdata(start, end, offset) {
      if (!events.isFull()) events.text(source.slice(start, Math.min(end - offset, start + LONGEST_RUN)));
    },
    oncomment: nothing,
    ondeclaration: nothing,
    onend: nothing,
    onprocessinginstruction: nothing,
  };
}

function decoded(text: string): string {
  return text.includes('&') ? decodeXML(text) : text;
}
