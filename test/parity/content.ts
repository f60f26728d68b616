// What a post says, whatever platform shows it: its words in order, where it leads, its moments and its buttons.
import { fromCustomId } from '../../src/chat/discord/buttons.ts';
import { readMenu, readPress } from '../../src/chat/slack/buttons.ts';
import { COMMANDS } from '../../src/commands/index.ts';

export type Content = {
  /** Letters and digits of all that is shown, in order. */
  readonly words: string;
  readonly links: readonly string[];
  /** In minutes: what happens between two runs takes less. */
  readonly moments: readonly number[];
  readonly buttons: readonly { readonly label: string; readonly does: string }[];
};

type Kept = { words: string[]; links: string[]; moments: number[]; buttons: { label: string; does: string }[] };

function content(fill: (kept: Kept) => void): Content {
  const kept: Kept = { words: [], links: [], moments: [], buttons: [] };
  fill(kept);
  const words = kept.words.join(' ').match(/[\p{L}\p{N}]+/gu) ?? [];
  return { ...kept, words: words.join(' '), links: [...new Set(kept.links)].toSorted() };
}

function does(meaning: { readonly command: string; readonly options: Readonly<Record<string, string>> } | undefined) {
  if (meaning === undefined) return 'nothing';
  const options = Object.entries(meaning.options).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [meaning.command, ...options.map(([name, value]) => `${name}:${value}`)].join(' ');
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nodesIn(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function textIn(node: unknown, key: string): string {
  const value = isNode(node) ? node[key] : undefined;
  return typeof value === 'string' ? value : '';
}

const minute = (seconds: string | number): number => Math.floor(Number(seconds) / 60);

/** Markdown as Discord shows it. */
function readMarkdown(text: string, kept: Kept): void {
  const shown = text
    .replace(/<t:(\d+):\w>/g, (_, at: string) => {
      kept.moments.push(minute(at));
      return ' ';
    })
    .replace(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\((\S+?)\)/g, (_, label: string, url: string) => {
      kept.links.push(new URL(url).href);
      return label;
    })
    .replace(/\\(.)/g, '$1');
  kept.words.push(shown);
}

/** A post or an answer on Discord, in embeds or in components. */
export function onDiscord(body: unknown): Content {
  return content((kept) => {
    const embeds = isNode(body) ? nodesIn(body['embeds']) : [];
    for (const embed of embeds) {
      kept.words.push(textIn(embed, 'title'));
      if (textIn(embed, 'url') !== '') kept.links.push(new URL(textIn(embed, 'url')).href);
      readMarkdown(textIn(embed, 'description'), kept);
      for (const field of nodesIn(embed['fields'])) {
        readMarkdown(textIn(field, 'name'), kept);
        readMarkdown(textIn(field, 'value'), kept);
      }
    }
    for (const { footer } of embeds) kept.words.push(textIn(footer, 'text'));
    const walk = (component: Node): void => {
      if (component['type'] === 10) readMarkdown(textIn(component, 'content'), kept);
      if (component['type'] === 2) {
        kept.buttons.push({
          label: textIn(component, 'label'),
          does: does(fromCustomId(textIn(component, 'custom_id'), COMMANDS)),
        });
      }
      for (const inner of nodesIn(component['components'])) walk(inner);
    };
    if (isNode(body)) for (const component of nodesIn(body['components'])) walk(component);
  });
}

function readMrkdwn(text: string, kept: Kept): void {
  const shown = text
    .replace(/<!date\^(\d+)\^[^>]*>/g, (_, at: string) => {
      kept.moments.push(minute(at));
      return ' ';
    })
    .replace(/<(https?:[^|>]+)\|([^>]*)>/g, (_, url: string, label: string) => {
      kept.links.push(new URL(url.replaceAll('&amp;', '&')).href);
      return label;
    });
  kept.words.push(shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
}

/** The blocks of a post or an answer on Slack. */
export function onSlack(blocks: unknown): Content {
  return content((kept) => {
    const walk = (node: Node): void => {
      switch (node['type']) {
        case 'button':
          kept.buttons.push({ label: textIn(node['text'], 'text'), does: does(readPress(textIn(node, 'value'))) });
          return;
        case 'overflow':
          for (const option of nodesIn(node['options'])) {
            const chosen = readMenu(textIn(node, 'action_id'), textIn(option, 'value'));
            kept.buttons.push({ label: textIn(option['text'], 'text'), does: does(chosen?.press) });
          }
          return;
        case 'mrkdwn':
          readMrkdwn(textIn(node, 'text'), kept);
          return;
        case 'plain_text':
        case 'text':
          kept.words.push(textIn(node, 'text'));
          return;
        case 'link':
          kept.links.push(new URL(textIn(node, 'url')).href);
          kept.words.push(textIn(node, 'text'));
          return;
        case 'date':
          kept.moments.push(minute(Number(node['timestamp'])));
          return;
        default:
          for (const part of Object.values(node)) for (const each of isNode(part) ? [part] : nodesIn(part)) walk(each);
      }
    };
    for (const block of nodesIn(blocks)) walk(block);
  });
}
